import type { Executor } from "@genlab/core";
import type { OnnxExecutor, Ort } from "@genlab/onnx";
import { loadBinding, type OpenExecutorOptions, openExecutor, openWebgpuExecutor } from "@genlab/onnx/node";
import { requireInstalled } from "./optional.js";

/** ONNX Runtime on the processor, or by a provider. */
export async function openOnnx(options: OpenExecutorOptions = {}): Promise<OnnxExecutor> {
  requireInstalled("onnxruntime-node", "koffi");
  return openExecutor(options);
}

/** ONNX Runtime on a GPU, by its C interface. */
export async function openOnnxOnGpu(): Promise<Executor> {
  requireInstalled("onnxruntime-node", "koffi");
  requireInstalled("koffi");
  return openWebgpuExecutor();
}

/** ONNX Runtime by its binding, for any network. */
export async function openBinding(): Promise<Ort> {
  requireInstalled("onnxruntime-node");
  return loadBinding();
}
