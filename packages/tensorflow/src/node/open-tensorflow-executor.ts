import { existsSync } from "node:fs";
import { GenlabError, refuseUnknown } from "@genlab/core";
import {
  createTensorflowExecutor,
  type TensorflowExecutor,
  type TensorflowExecutorOptions,
} from "../create-tensorflow-executor.js";
import type { Koffi } from "../native/koffi.js";

const FOREIGN_FUNCTIONS: string = "koffi"; // by a variable: it may not be installed

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
  const { library, threads, device, ...others } = given;
  refuseUnknown("openTensorflowExecutor", others, { library, threads, device });
  if (!existsSync(library)) {
    throw new GenlabError(`There is no library "${library}". Give the path of TensorFlow's libtensorflow_cc.so.2.`);
  }
  const { default: koffi } = await import(FOREIGN_FUNCTIONS).catch((cause: NodeJS.ErrnoException) => {
    const missing = cause.code === "ERR_MODULE_NOT_FOUND";
    throw new GenlabError(missing ? "package koffi not installed" : cause.message, { cause });
  });
  process.env.TF_CPP_MIN_LOG_LEVEL ??= "2"; // errors only: it lists the processor's features otherwise
  return createTensorflowExecutor({ koffi: koffi as Koffi, library }, { threads, device });
}
