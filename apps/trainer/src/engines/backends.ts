import type { BackendLoader } from "@genlab/backends";
import { loadTensorflow } from "./load-tensorflow.js";
import { loadWebgpu } from "./load-webgpu.js";
import { openOnnx } from "./onnx-runtime.js";

/** The engines of Node: the tfjs backends, and what compiles while wasm does what is left. */
export const nodeBackends: readonly BackendLoader[] = [
  { name: "tensorflow", load: loadTensorflow },
  { name: "webgpu", load: loadWebgpu },
  { name: "onnx", backend: "wasm", load: loadOnnx },
  { name: "compiled", backend: "wasm", load: loadWasm },
  { name: "wasm", load: loadWasm },
  { name: "cpu", load: () => import("@tensorflow/tfjs-backend-cpu") },
];

/** ONNX Runtime's own library, on the processor. */
async function loadOnnx(): Promise<void> {
  const executor = await openOnnx();
  await executor.dispose();
  await loadWasm();
}

async function loadWasm(): Promise<void> {
  await import("@tensorflow/tfjs-backend-wasm");
}
