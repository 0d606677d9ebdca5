import { refuseUnknown } from "@genlab/core";
import {
  createTensorflowExecutor,
  type TensorflowExecutor,
  type TensorflowExecutorOptions,
} from "../create-tensorflow-executor.js";
import { openLibrary } from "./open-library.js";

export interface OpenTensorflowOptions extends TensorflowExecutorOptions {
  /** The path of `libtensorflow_cc.so.2`, beside which `libtensorflow_framework.so.2` lies. */
  readonly library: string;
}

/**
 * An executor over TensorFlow's own library, by the package `koffi`.
 *
 * @throws GenlabError where `koffi` is not installed, the library is not there or is none, and as `createTensorflowExecutor` does.
 */
export async function openTensorflowExecutor(given: OpenTensorflowOptions): Promise<TensorflowExecutor> {
  const { library, threads, device, precision, updatesInWasm, ...others } = given;
  refuseUnknown("openTensorflowExecutor", others, { library, threads, device, precision, updatesInWasm });
  return createTensorflowExecutor(await openLibrary(library), { threads, device, precision, updatesInWasm });
}
