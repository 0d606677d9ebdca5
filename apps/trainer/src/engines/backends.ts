import { readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { BackendLoader, LoadRequest } from "@genlab/backends";
import { GenlabError } from "@genlab/core";
import { openExecutor } from "./onnx-runtime.js";

/** The engines of Node: the tfjs backends, and ONNX Runtime, which trains while wasm evaluates and samples. */
export const nodeBackends: readonly BackendLoader[] = [
  { name: "tensorflow", load: loadTensorflow },
  { name: "webgpu", load: loadWebgpu },
  { name: "onnx", backend: "wasm", load: loadOnnx },
  { name: "wasm", load: () => import("@tensorflow/tfjs-backend-wasm") },
  { name: "cpu", load: () => import("@tensorflow/tfjs-backend-cpu") },
];

const require = createRequire(import.meta.url);

// by a variable, so that neither tsc nor a bundler looks for a package that may not be installed
const optional = (name: string): Promise<unknown> => import(name);

/** TensorFlow's C library, through tfjs-node-gpu or else tfjs-node. */
async function loadTensorflow(): Promise<void> {
  const packages = ["@tensorflow/tfjs-node-gpu", "@tensorflow/tfjs-node"].filter(isInstalled);
  const name = packages.find(hasAddon);
  if (name === undefined) {
    throw new GenlabError(
      packages.length === 0
        ? "package @tensorflow/tfjs-node not installed"
        : "native addon not built; see docs/tensorflow.md",
    );
  }
  restoreUtilities();
  process.env.TF_CPP_MIN_LOG_LEVEL ??= "2"; // errors only: it lists the processor's features otherwise
  await optional(name);
}

function isInstalled(name: string): boolean {
  try {
    return require.resolve(`${name}/package.json`) !== "";
  } catch {
    return false;
  }
}

// looked for beforehand, because the import fails only after it has loaded all of tfjs
function hasAddon(name: string): boolean {
  try {
    const library = join(dirname(require.resolve(`${name}/package.json`)), "lib");
    return readdirSync(library, { recursive: true }).some((path) => String(path).endsWith("tfjs_binding.node"));
  } catch {
    return false;
  }
}

/** tfjs-node 4.22 calls two functions that Node 23 removed, and that Node 22 warns of. */
function restoreUtilities(): void {
  const utilities = require("node:util") as Record<string, unknown>;
  utilities.isNullOrUndefined = (value: unknown) => value === null || value === undefined;
  utilities.isArray = Array.isArray;
}

/** The parts of WebGPU that are used here; its full types would clash with those that tfjs brings. */
interface Gpu {
  requestAdapter(): Promise<{ readonly info: { readonly isFallbackAdapter?: boolean } } | null>;
}

/** WebGPU through Dawn, over Vulkan, Metal or Direct3D 12. */
async function loadWebgpu({ byName }: LoadRequest): Promise<void> {
  const dawn = (await optional("webgpu")) as { create(flags: string[]): Gpu; globals: object };
  if (process.platform === "linux" && !canOpen("libvulkan.so.1")) {
    throw new GenlabError("no Vulkan here (libvulkan.so.1 not found)");
  }
  const gpu = dawn.create([]);
  const adapter = await gpu.requestAdapter();
  if (adapter === null) throw new GenlabError("no device with Vulkan, Metal or Direct3D 12");
  if (adapter.info.isFallbackAdapter && !byName) throw new GenlabError("only a software adapter, slower than wasm");

  for (const [name, value] of Object.entries(dawn.globals)) {
    if (!(name in globalThis)) Reflect.set(globalThis, name, value);
  }
  if (!("navigator" in globalThis)) Reflect.set(globalThis, "navigator", {}); // Node 20 has none, Node 21 one without gpu
  Object.defineProperty(navigator, "gpu", { value: gpu, configurable: true });
  await import("@tensorflow/tfjs-backend-webgpu");
}

/** ONNX Runtime's own library, on the processor. */
async function loadOnnx(): Promise<void> {
  const executor = await openExecutor({});
  await executor.dispose();
  await import("@tensorflow/tfjs-backend-wasm");
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
