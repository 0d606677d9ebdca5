import { loadedAdapter } from "./load-webgpu.js";
import { openOnnxOnGpu } from "./onnx-runtime.js";

/** `, on NVIDIA H200; steps are compiled for ONNX Runtime 1.30.0, …`: of the adapter that was loaded, and whether steps can be compiled. */
export async function describeWebgpu(): Promise<string> {
  const steps = await openOnnxOnGpu().then(
    async (executor) => {
      await executor.dispose?.();
      return `steps are ${executor.name}`;
    },
    ({ message }: Error) => `steps are eager: ${message.replace(/\.$/, "")}`,
  );
  return `, on ${loadedAdapter()}; ${steps}`;
}
