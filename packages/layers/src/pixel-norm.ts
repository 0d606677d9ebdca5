import { requirePositive, requireShape } from "@genlab/core";
import { add, mean, mul, rsqrt, square } from "@tensorflow/tfjs-core";
import type { Activation } from "./activations/activation.js";
import { toFloat } from "./to-float.js";

/**
 * `y = x / sqrt(mean over channels of x² + epsilon)`. Karras et al. 2017, https://arxiv.org/abs/1710.10196
 *
 * @throws GenlabError for an epsilon that is not above 0; the function, for an empty tensor.
 */
export function pixelNorm(epsilon = 1e-8): Activation {
  requirePositive("pixelNorm", { epsilon });
  return (given) => {
    requireShape("pixelNorm", given, ["batch", "...", "channels"]);
    const x = toFloat(given);
    return mul(x, rsqrt(add(mean(square(x), -1, true), epsilon)));
  };
}
