import { type GradConfig, getGradient, registerGradient } from "@tensorflow/tfjs-core";
import { activations } from "./activations.js";
import { arithmetic } from "./arithmetic.js";
import { constant } from "./constant.js";
import { convolution } from "./convolution.js";
import { custom } from "./custom.js";
import { elementwise } from "./elementwise.js";
import { indexing } from "./indexing.js";
import { linearAlgebra } from "./linear-algebra.js";
import { pooling } from "./pooling.js";
import { reduction } from "./reduction.js";
import { resize } from "./resize.js";
import { shape } from "./shape.js";

const families = [
  activations,
  arithmetic,
  constant,
  convolution,
  custom,
  elementwise,
  indexing,
  linearAlgebra,
  pooling,
  reduction,
  resize,
  shape,
];

const configurations: readonly GradConfig[] = families.flatMap((definitions) =>
  Object.entries(definitions).map(([kernelName, definition]) => ({ kernelName, ...definition })),
);

/**
 * Puts GenLab's gradients into the registry of tfjs, over any others of the same operations. Importing this package does it, and
 * `gradients` does it again, so that they stand whatever is imported later.
 */
export function registerGradients(): void {
  for (const configuration of configurations) {
    if (getGradient(configuration.kernelName) !== configuration) registerGradient(configuration);
  }
}
