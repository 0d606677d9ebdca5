import { existsSync } from "node:fs";
import { GenlabError } from "@genlab/core";
import type { TensorflowLibrary } from "../create-tensorflow-executor.js";
import type { Koffi } from "../native/koffi.js";

const FOREIGN_FUNCTIONS: string = "koffi"; // by a variable: it may not be installed

/**
 * What opens a library.
 *
 * @throws GenlabError where `koffi` is not installed, or there is no such file.
 */
export async function openLibrary(library: string): Promise<TensorflowLibrary> {
  if (!existsSync(library)) {
    throw new GenlabError(`There is no library "${library}". Give the path of TensorFlow's libtensorflow_cc.so.2.`);
  }
  const { default: koffi } = await import(FOREIGN_FUNCTIONS).catch((cause: NodeJS.ErrnoException) => {
    const missing = cause.code === "ERR_MODULE_NOT_FOUND";
    throw new GenlabError(missing ? "package koffi not installed" : cause.message, { cause });
  });
  process.env.TF_CPP_MIN_LOG_LEVEL ??= "2"; // errors only: it lists the processor's features otherwise
  return { koffi: koffi as Koffi, library };
}
