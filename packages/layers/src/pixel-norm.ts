import { add, mean, mul, rsqrt, square } from "@tensorflow/tfjs-core";
import type { Activation } from "./activations/activation.js";
import { requirePositive } from "./require.js";

/** `y = x / sqrt(mean over channels of x² + epsilon)`. Karras et al. 2017, https://arxiv.org/abs/1710.10196 */
export function pixelNorm(epsilon = 1e-8): Activation {
  requirePositive(epsilon, "The epsilon of pixelNorm");
  return (x) => mul(x, rsqrt(add(mean(square(x), -1, true), epsilon)));
}
