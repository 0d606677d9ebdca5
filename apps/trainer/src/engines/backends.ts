import type { BackendLoader } from "@genlab/backends";
import { loadTensorflow } from "./load-tensorflow.js";
import { loadWebgpu } from "./load-webgpu.js";
import { openExecutor } from "./onnx-runtime.js";

/** The engines of Node: the tfjs backends, and ONNX Runtime, which trains while wasm evaluates and samples. */
export const nodeBackends: readonly BackendLoader[] = [
  { name: "tensorflow", load: loadTensorflow },
  { name: "webgpu", load: loadWebgpu },
  { name: "onnx", backend: "wasm", load: loadOnnx },
  { name: "wasm", load: () => import("@tensorflow/tfjs-backend-wasm") },
  { name: "cpu", load: () => import("@tensorflow/tfjs-backend-cpu") },
];

/** ONNX Runtime's own library, on the processor. */
async function loadOnnx(): Promise<void> {
  const executor = await openExecutor({});
  await executor.dispose();
  await import("@tensorflow/tfjs-backend-wasm");
}
