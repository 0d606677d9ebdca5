import type { BackendLoader } from "@genlab/backends";
import { loadTfjsNode } from "./load-tfjs-node.js";
import { loadWebgpu } from "./load-webgpu.js";
import { openOnnx } from "./onnx-runtime.js";
import { loadTensorflow } from "./tensorflow/load-tensorflow.js";

/**
 * The engines of Node, in the order in which "auto" tries them: the tfjs backends, and what compiles while wasm does what is left. TensorFlow's
 * own library comes after one that works everywhere: only a trial of the run's own model takes it.
 */
export const nodeBackends: readonly BackendLoader[] = [
  { name: "webgpu", load: loadWebgpu },
  { name: "tfjs-node", backend: "tensorflow", load: loadTfjsNode },
  { name: "onnx", backend: "wasm", load: loadOnnx },
  { name: "compiled", backend: "wasm", load: loadWasm },
  { name: "wasm", load: loadWasm },
  { name: "cpu", load: () => import("@tensorflow/tfjs-backend-cpu") },
  { name: "tensorflow", backend: "wasm", load: loadOwnTensorflow },
];

/** TensorFlow's own library. */
async function loadOwnTensorflow(): Promise<void> {
  await loadTensorflow();
  await loadWasm();
}

/** ONNX Runtime's own library, on the processor. */
async function loadOnnx(): Promise<void> {
  const executor = await openOnnx();
  await executor.dispose();
  await loadWasm();
}

async function loadWasm(): Promise<void> {
  await import("@tensorflow/tfjs-backend-wasm");
}
