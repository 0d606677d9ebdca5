import type { Rng } from "@genlab/core";
import { log, neg, type Tensor } from "@tensorflow/tfjs-core";

/** The least number whose logarithm float32 holds well. */
const LEAST = 1e-7;

/** `−log(−log u)` of `u` that are even in (0, 1): where it is added to logits, the largest is a draw of their softmax. */
export const gumbelNoise = (shape: readonly number[], rng: Rng): Tensor =>
  neg(log(neg(log(rng.uniform(shape, LEAST, 1)))));
