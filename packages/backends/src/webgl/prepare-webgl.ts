import { AddN, BatchMatMul, Conv2D, Conv2DBackpropInput, FloorDiv, ScatterNd } from "@tensorflow/tfjs-core";
import { addMany } from "../add-many.js";
import { replaceKernel } from "../register-kernel.js";
import { batchMatMul } from "./batch-mat-mul.js";
import { conv2d } from "./conv2d.js";
import { conv2dInputGradient } from "./conv2d-input-gradient.js";
import { floorDivide } from "./floor-divide.js";
import { scatter } from "./scatter.js";

/** Registers the kernels of this folder with the webgl backend, which must have been imported. */
export function prepareWebgl(): void {
  replaceKernel("webgl", AddN, addMany);
  replaceKernel("webgl", BatchMatMul, batchMatMul);
  replaceKernel("webgl", Conv2D, conv2d);
  replaceKernel("webgl", Conv2DBackpropInput, conv2dInputGradient);
  replaceKernel("webgl", ScatterNd, scatter);
  replaceKernel("webgl", FloorDiv, floorDivide);
}
