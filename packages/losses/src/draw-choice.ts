import type { Rng } from "@genlab/core";
import { add, argMax, cast, oneHot, type Tensor } from "@tensorflow/tfjs-core";
import { gumbelNoise } from "./gumbel-noise.js";

/** A one among zeros, `[..., size]`, drawn with the probabilities of the softmax of logits. `size` is 2 or more. */
export function drawChoice(logits: Tensor, rng: Rng): Tensor {
  const largest = argMax(add(logits, gumbelNoise(logits.shape, rng)), -1);
  return cast(oneHot(largest, logits.shape.at(-1)!), "float32");
}
