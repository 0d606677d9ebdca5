import { prepareWasm } from "./wasm/prepare-wasm.js";

/** Supplies the kernels that training needs and the backend `name` lacks or has too slow; more than once is harmless. */
export function prepareBackend(name: string): void {
  if (name === "wasm") prepareWasm();
}
