import { prepareWasm } from "./wasm/prepare-wasm.js";
import { prepareWebgl } from "./webgl/prepare-webgl.js";
import { prepareWebgpu } from "./webgpu/prepare-webgpu.js";

/** Supplies the kernels that training needs and the backend `name` lacks, has wrong or has too slow; more than once is harmless. */
export function prepareBackend(name: string): void {
  if (name === "wasm") prepareWasm();
  if (name === "webgl") prepareWebgl();
  if (name === "webgpu") prepareWebgpu();
}
