import koffi from "koffi";
import type { Koffi } from "../src/index.js";
import { CApi } from "../src/native/c-api.js";
import { TensorflowRuntime, type TensorflowRuntimeOptions } from "../src/runtime/tensorflow-runtime.js";

/** The path of libtensorflow_cc.so.2, where there is one to test with: `TENSORFLOW=…`. */
export const LIBRARY = process.env.TENSORFLOW;

process.env.TF_CPP_MIN_LOG_LEVEL ??= "2";

export function openTensorflow(options: Partial<TensorflowRuntimeOptions> = {}): TensorflowRuntime {
  return new TensorflowRuntime(new CApi(koffi as unknown as Koffi, LIBRARY!), {
    ...{ threads: 1, device: undefined, precision: "float32", updatesInWasm: true },
    ...options,
  });
}
