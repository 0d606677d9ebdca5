import { GenlabError, refuseUnknown } from "@genlab/core";
import { CompiledExecutor } from "@genlab/graph";
import type { OnnxRuntimeLibrary } from "../native/open-onnx-runtime.js";
import type { DeviceValue } from "./device.js";
import { WebgpuRuntime } from "./webgpu-runtime.js";

/**
 * Makes an executor on the GPU by ONNX Runtime's WebGPU provider, over Vulkan, Metal or Direct3D 12: a step sends its batch and its draws,
 * variables and terms stay on the device until they are read. The library is that of `onnxruntime-node`, 1.23 or later, on x64, and on arm64
 * of macOS and Windows.
 *
 * @throws GenlabError when it does not start, with the reason, and for options that it does not have.
 */
export async function createWebgpuExecutor({
  koffi,
  library,
  ...others
}: OnnxRuntimeLibrary): Promise<CompiledExecutor<DeviceValue>> {
  refuseUnknown("createWebgpuExecutor", others, { koffi, library });
  try {
    return new CompiledExecutor(new WebgpuRuntime({ koffi, library }));
  } catch (cause) {
    if (cause instanceof GenlabError) throw cause;
    // what stands before is a line of ONNX Runtime's source
    const reason = `${cause instanceof Error ? cause.message : cause}`.replace(/^.* was false\. /s, "").trim();
    throw new GenlabError(`ONNX Runtime starts no WebGPU: ${reason}`, { cause });
  }
}
