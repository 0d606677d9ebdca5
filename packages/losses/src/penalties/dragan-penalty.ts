import type { Rng } from "@genlab/core";
import { add, mean, mul, type Scalar, square, sub, type Tensor } from "@tensorflow/tfjs-core";
import { checkShapes } from "../check-shapes.js";
import { type Judge, safeRoot, squaredGradientNorms } from "./gradient-norms.js";

export interface DraganPenaltyOptions {
  readonly judge: Judge;
  readonly real: Tensor;
}

/**
 * `E (‖∇D(x + δ)‖ − 1)²` around the real examples, `δ = ½ α u std(x)` with `u` uniform on [0, 1) for each entry and `α` for each
 * example: a norm over an example, the mean over the batch. The paper weighs it by 10.
 *
 * Kodali et al. 2017, https://arxiv.org/abs/1705.07215; noise as in https://github.com/kodalinaveen3/DRAGAN
 */
export function draganPenalty({ judge, real }: DraganPenaltyOptions, rng: Rng): Scalar {
  checkShapes("draganPenalty", { real });
  const deviation = safeRoot(mean(square(sub(real, mean(real)))));
  const share = rng.uniform([real.shape[0]!, ...real.shape.slice(1).map(() => 1)], 0, 0.5);
  const nearby = add(real, mul(mul(share, deviation), rng.uniform(real.shape)));
  return mean<Scalar>(square(sub(safeRoot(squaredGradientNorms(judge, nearby)), 1)));
}
