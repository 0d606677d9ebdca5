import { existsSync } from "node:fs";
import koffi from "koffi";
import { create } from "webgpu";

/** What Debian's Chromium brings: a loader of Vulkan drivers, and one in software. */
const CHROMIUM = "/usr/lib/chromium";
const DRIVER = `${CHROMIUM}/vk_swiftshader_icd.json`;
const LOADER = `${CHROMIUM}/libvulkan.so.1`;

/** Dawn, the WebGPU of Chromium, in Node, on the software Vulkan of Chromium where there is one; undefined where it finds no adapter. */
export async function openGpu(): Promise<GPU | undefined> {
  if (existsSync(DRIVER) && existsSync(LOADER)) {
    process.env.VK_ICD_FILENAMES ??= DRIVER;
    koffi.load(LOADER);
  }
  const gpu = create([]) as GPU;
  if (await gpu.requestAdapter()) return gpu;
  console.warn("Tests on WebGPU are left out: Dawn finds no adapter. Debian: apt install chromium.");
  return undefined;
}
