import { describe, GenlabError, refuseUnknown } from "@genlab/core";
import { CompiledExecutor } from "@genlab/graph";
import type { Precision } from "./lower/emitter.js";
import { CApi } from "./native/c-api.js";
import type { Koffi } from "./native/koffi.js";
import { TensorflowRuntime } from "./runtime/tensorflow-runtime.js";
import type { TensorflowValue } from "./runtime/tensorflow-value.js";

/** Runs programs in TensorFlow. */
export type TensorflowExecutor = CompiledExecutor<TensorflowValue>;

export interface TensorflowLibrary {
  /** `await import("koffi")`'s default. */
  readonly koffi: Koffi;
  /** The path of `libtensorflow_cc.so.2`, beside which `libtensorflow_framework.so.2` lies. */
  readonly library: string;
}

export interface TensorflowExecutorOptions {
  /**
   * Threads of an operation, and operations at a time. Those of the first executor are those of the process. Resuming is exact on the processor
   * with the same number; on a GPU gradients of convolutions and sums over indices may add up in another order at each run, and last bits
   * differ. Default: as many as there are processors.
   */
  readonly threads?: number | undefined;
  /** What computes. Default: a GPU where TensorFlow finds one, else the processor. */
  readonly device?: "cpu" | "gpu" | undefined;
  /**
   * What matrix products and convolutions are of. With "bfloat16" what they multiply, and what comes out, is rounded to 8 binary digits; sums within
   * them, all other operations, variables and the optimizer stay in float32. It is faster where the processor or GPU has instructions for it
   * (`avx512_bf16`, AMX, tensor cores). Convolutions with an odd number of channels stay in float32. Default "float32".
   */
  readonly precision?: Precision | undefined;
  /** Whether WebAssembly moves variables by the gradients that TensorFlow computes, in one pass over memory that both have. Default: on the processor. */
  readonly updatesInWasm?: boolean | undefined;
}

/**
 * Makes an executor over TensorFlow's own library, by its C interface.
 *
 * @throws GenlabError when the library is none, has no such device, or has other threads in this process; for options that there are not.
 */
export function createTensorflowExecutor(
  { koffi, library }: TensorflowLibrary,
  options: TensorflowExecutorOptions = {},
): TensorflowExecutor {
  const { threads, device, precision = "float32", updatesInWasm = true, ...others } = options;
  refuseUnknown("createTensorflowExecutor", others, { threads, device, precision, updatesInWasm });
  if (threads !== undefined && !(Number.isSafeInteger(threads) && threads > 0)) {
    throw new GenlabError(`threads is ${describe(threads)}; expected a positive integer.`);
  }
  if (device !== undefined && device !== "cpu" && device !== "gpu") {
    throw new GenlabError(`device is ${describe(device)}; expected "cpu" or "gpu".`);
  }
  if (precision !== "float32" && precision !== "bfloat16") {
    throw new GenlabError(`precision is ${describe(precision)}; expected "float32" or "bfloat16".`);
  }
  const api = new CApi(koffi, library);
  return new CompiledExecutor(new TensorflowRuntime(api, { threads: threads ?? 0, device, precision, updatesInWasm }));
}
