import { existsSync } from "node:fs";
import koffi from "koffi";
import type { Koffi } from "../src/index.js";
import { findLibrary } from "../src/node.js";
import { WebgpuRuntime } from "../src/webgpu/webgpu-runtime.js";

/** What Debian's Chromium brings: a loader of Vulkan drivers, and one in software. */
const CHROMIUM = "/usr/lib/chromium";
const DRIVER = `${CHROMIUM}/vk_swiftshader_icd.json`;
const LOADER = `${CHROMIUM}/libvulkan.so.1`;

if (existsSync(DRIVER) && existsSync(LOADER)) {
  process.env.VK_ICD_FILENAMES ??= DRIVER;
  koffi.config({ ...koffi.config(), sync_stack_size: 8 * 1024 * 1024 }); // as ONNX Runtime has it; closed from the first library on
  koffi.load(LOADER);
}

/** ONNX Runtime on WebGPU; strictly, without the processor's help. */
export const openWebgpu = ({ strict = true } = {}): WebgpuRuntime =>
  new WebgpuRuntime({ koffi: koffi as unknown as Koffi, library: findLibrary(), strict });

/** One that stays open, for compiled shaders live as long; undefined, with a line that says why, where there is none. */
export function keptWebgpu(): WebgpuRuntime | undefined {
  try {
    return openWebgpu();
  } catch (error) {
    console.warn(`Tests on WebGPU are left out: ${(error as Error).message.trim().split("\n").at(-1)}`);
    return undefined;
  }
}
