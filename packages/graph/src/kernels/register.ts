import type { NamedTensorInfoMap, TensorInfo } from "@tensorflow/tfjs-core";
import { getKernel, registerKernel } from "@tensorflow/tfjs-core";
import type { TraceBackend } from "../trace-backend.js";
import { UnknownKernelError } from "../unknown-kernel-error.js";
import { elementwise } from "./elementwise.js";
import { indexing } from "./indexing.js";
import type { Kernel } from "./kernel.js";
import { pooling } from "./pooling.js";
import { products } from "./products.js";
import { reductions } from "./reductions.js";
import { resize } from "./resize.js";
import { shape } from "./shape.js";
import { UnsupportedAttributes } from "./unsupported.js";

const kernels: Readonly<Record<string, Kernel>> = {
  ...elementwise,
  ...indexing,
  ...pooling,
  ...products,
  ...reductions,
  ...resize,
  ...shape,
};

/** Gives tfjs the kernels of the tracing backend, once. */
export function registerKernels(backendName: string): void {
  for (const [kernelName, kernel] of Object.entries(kernels)) {
    if (getKernel(kernelName, backendName)) return;
    registerKernel({
      kernelName,
      backendName,
      kernelFunc: ({ inputs, attrs, backend }) => record(kernelName, kernel, inputs, attrs, backend as TraceBackend),
    });
  }
}

function record(
  name: string,
  kernel: Kernel,
  inputs: NamedTensorInfoMap,
  attributes: unknown,
  backend: TraceBackend,
): TensorInfo | TensorInfo[] {
  const nodes = Object.entries(inputs).flatMap(([key, info]) => (info ? [[key, backend.nodeOf(info)] as const] : []));
  try {
    const made = kernel(Object.fromEntries(nodes), attributes ?? {});
    return "op" in made ? backend.infoOf(made) : made.map((node) => backend.infoOf(node));
  } catch (cause) {
    if (!(cause instanceof UnsupportedAttributes)) throw cause;
    throw new UnknownKernelError(`${name} ${cause.message}`, backend.program, { cause });
  }
}
