import type { LoadRequest } from "@genlab/backends";
import { GenlabError } from "@genlab/core";
import { howToGetGpu } from "./how-to-get-gpu.js";
import { optional, requireInstalled } from "./optional.js";

/** The parts of WebGPU that are used here; its full types would clash with those that tfjs brings. */
interface Gpu {
  requestAdapter(): Promise<{ readonly info: AdapterInformation } | null>;
}

interface AdapterInformation {
  readonly vendor?: string;
  readonly architecture?: string;
  readonly device?: string;
  readonly description?: string;
  readonly isFallbackAdapter?: boolean;
}

const BACKEND = "@tensorflow/tfjs-backend-webgpu";

let adapterName = "";

/** The adapter that was loaded last, and its driver, as they call themselves. */
export const loadedAdapter = (): string => adapterName;

/** WebGPU through Dawn, over Vulkan, Metal or Direct3D 12. */
export async function loadWebgpu({ byName }: LoadRequest): Promise<void> {
  requireInstalled("webgpu", BACKEND, "onnxruntime-node", "koffi");
  requireInstalled(BACKEND);
  const dawn = (await optional("webgpu")) as { create(flags: string[]): Gpu; globals: object };
  if (process.platform === "linux" && !canOpen("libvulkan.so.1")) {
    throw new GenlabError(`no Vulkan here (libvulkan.so.1 not found): ${howToGetGpu()}`);
  }
  const gpu = dawn.create([]);
  const adapter = await gpu.requestAdapter();
  if (adapter === null) throw new GenlabError(`no device with Vulkan, Metal or Direct3D 12: ${howToGetGpu()}`);
  adapterName = nameOf(adapter.info);
  if (adapter.info.isFallbackAdapter && !byName) {
    throw new GenlabError(`only ${adapterName}, slower than wasm; for a GPU ${howToGetGpu()}`);
  }

  for (const [name, value] of Object.entries(dawn.globals)) {
    if (!(name in globalThis)) Reflect.set(globalThis, name, value);
  }
  if (!("navigator" in globalThis)) Reflect.set(globalThis, "navigator", {}); // Node 20 has none, Node 21 one without gpu
  Object.defineProperty(navigator, "gpu", { value: gpu, configurable: true });
  await import("@tensorflow/tfjs-backend-webgpu");
}

/** `nvidia hopper, NVIDIA H200, driver 570.86`, as far as the adapter tells. */
function nameOf({ vendor, architecture, device, description, isFallbackAdapter }: AdapterInformation): string {
  const words = [[vendor, architecture].filter(Boolean).join(" "), device, description].filter(Boolean);
  const name = [...new Set(words)].join(", ") || "an adapter without a name";
  return isFallbackAdapter ? `a software adapter (${name})` : name;
}

/** Whether the system finds a shared library; asked first, because Dawn prints a warning where there is none. */
function canOpen(library: string): boolean {
  try {
    process.dlopen({ exports: {} }, library);
    return true;
  } catch (error) {
    // a library that opens is refused in the next step, because it is no Node addon
    return error instanceof Error && error.message.includes("did not self-register");
  }
}
