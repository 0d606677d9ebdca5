import { type BackendLoader, chooseBackend, type SkippedBackend } from "@genlab/backends";
import { enableProdMode, env } from "@tensorflow/tfjs-core";
import type { EngineName } from "./engine-names.js";
import { hasGraphicsCard } from "./has-graphics-card.js";

/** What a worker trains on, and why not on what comes before it. */
export interface EngineReport {
  readonly engine: EngineName;
  readonly skipped: readonly SkippedBackend[];
}

/** Loads and sets the first engine of the list that works here. */
export async function prepareEngine(order: readonly EngineName[]): Promise<EngineReport> {
  enableProdMode();
  const { backend, skipped } = await chooseBackend(order.map((name) => loaders[name]));
  return { engine: backend as EngineName, skipped };
}

const loaders: Readonly<Record<EngineName, BackendLoader>> = {
  compiled: { name: "compiled", backend: "wasm", load: loadWasm },
  webgl: { name: "webgl", load: loadWebGl },
  webgpu: { name: "webgpu", backend: "wasm", load: loadWebgpu },
  faster: { name: "faster", backend: "wasm", load: loadWebgpu },
  wasm: { name: "wasm", load: loadWasm },
  cpu: { name: "cpu", load: () => import("@tensorflow/tfjs-backend-cpu") },
};

async function loadWebGl(): Promise<void> {
  if (!new OffscreenCanvas(1, 1).getContext("webgl2")) throw new Error("this browser gives no WebGL 2");
  await import("@tensorflow/tfjs-backend-webgl");
}

/** The first steps are those of WebAssembly, while the shaders are made. */
async function loadWebgpu(): Promise<void> {
  const adapter = await navigator.gpu?.requestAdapter();
  if (!adapter) throw new Error("this browser gives no WebGPU");
  const { isSoftware } = await import("@genlab/webgpu");
  if (isSoftware(adapter) && hasGraphicsCard()) throw new Error("this browser gives WebGPU in software alone");
  await loadWasm();
}

async function loadWasm(): Promise<void> {
  const [{ setWasmPaths }, { wasmPaths }] = await Promise.all([
    import("@tensorflow/tfjs-backend-wasm"),
    import("./wasm-paths.js"),
  ]);
  setWasmPaths(wasmPaths);
  // where a page is isolated from others there may be threads, whose script does not survive a build; two of them were slower than one
  env().set("WASM_HAS_MULTITHREAD_SUPPORT", false);
}
