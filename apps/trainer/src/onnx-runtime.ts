import { GenlabError } from "@genlab/core";
import type { Ort } from "@genlab/onnx";

/** ONNX Runtime, from an optional package. */
export async function loadOnnxRuntime(): Promise<Ort> {
  const name: string = "onnxruntime-node"; // by a variable: it may not be installed
  const module = (await import(name).catch((cause: NodeJS.ErrnoException) => {
    const missing = cause.code === "ERR_MODULE_NOT_FOUND";
    throw new GenlabError(missing ? `package ${name} not installed` : cause.message, { cause });
  })) as { default: Ort };
  return module.default;
}
