import { AddN, Cast, Cumprod, Cumsum, cumprod, cumsum } from "@tensorflow/tfjs-core";
import { addMany } from "../add-many.js";
import { replaceKernel } from "../register-kernel.js";
import { castToFloats } from "./cast-to-floats.js";
import { cumulate } from "./cumulate.js";
import { throughFloats, transposingKernels } from "./through-floats.js";

/** Registers the kernels of this folder with the webgpu backend, which must have been imported. */
export function prepareWebgpu(): void {
  replaceKernel("webgpu", AddN, addMany);
  replaceKernel("webgpu", Cast, castToFloats);
  replaceKernel("webgpu", Cumsum, (original) => cumulate(original, cumsum));
  replaceKernel("webgpu", Cumprod, (original) => cumulate(original, cumprod));
  for (const name of transposingKernels) replaceKernel("webgpu", name, (original) => throughFloats(name, original));
}
