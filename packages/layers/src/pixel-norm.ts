import { requirePositive } from "@genlab/core";
import { add, mean, mul, rsqrt, square } from "@tensorflow/tfjs-core";
import type { Activation } from "./activations/activation.js";

/** `y = x / sqrt(mean over channels of x² + epsilon)`. Karras et al. 2017, https://arxiv.org/abs/1710.10196 */
export function pixelNorm(epsilon = 1e-8): Activation {
  requirePositive("pixelNorm", { epsilon });
  return (x) => mul(x, rsqrt(add(mean(square(x), -1, true), epsilon)));
}
