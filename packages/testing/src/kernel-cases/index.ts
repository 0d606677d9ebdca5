import { elementwise } from "./elementwise.js";
import { indexing } from "./indexing.js";
import type { KernelCase } from "./kernel-case.js";
import { pooling } from "./pooling.js";
import { products } from "./products.js";
import { reductions } from "./reductions.js";
import { resize } from "./resize.js";
import { shape } from "./shape.js";

export { typesOf, valuesOf } from "./input.js";
export type { KernelCase } from "./kernel-case.js";
export { variantsOf } from "./variants-of.js";

/** A file of cases for each file of kernels. */
export const kernelCases: readonly KernelCase[] = [
  ...elementwise,
  ...indexing,
  ...pooling,
  ...products,
  ...reductions,
  ...resize,
  ...shape,
];
