import { type Rng, refuseUnknown, requireRng } from "@genlab/core";
import { add, mean, mul, type Scalar, square, sub, type Tensor, tidy } from "@tensorflow/tfjs-core";
import { checkExamples } from "../check-shapes.js";
import { toFloat } from "../to-float.js";
import { type Judge, safeRoot, squaredGradientNorms } from "./gradient-norms.js";

export interface DraganPenaltyOptions {
  readonly judge: Judge;
  readonly real: Tensor;
  /** Not read: a game hands the same to each of its penalties. */
  readonly fake?: Tensor;
}

/**
 * `E (‖∇D(x + δ)‖ − 1)²` around the real examples, `δ = ½ α u std(x)` with `u` uniform on [0, 1) for each entry and `α` for each
 * example: a norm over an example, the mean over the batch. The paper weighs it by 10.
 *
 * Kodali et al. 2017, https://arxiv.org/abs/1705.07215; noise as in https://github.com/kodalinaveen3/DRAGAN
 *
 * @throws GenlabError where there is no example, and for options that it does not have.
 */
export function draganPenalty({ judge, real, fake, ...others }: DraganPenaltyOptions, rng: Rng): Scalar {
  refuseUnknown("draganPenalty", others, { judge, real, fake });
  requireRng("draganPenalty", rng);
  checkExamples("draganPenalty", { real });
  return tidy(() => {
    const x = toFloat(real);
    const deviation = safeRoot(mean(square(sub(x, mean(x)))));
    const share = rng.uniform([x.shape[0]!, ...x.shape.slice(1).map(() => 1)], 0, 0.5);
    const nearby = add(x, mul(mul(share, deviation), rng.uniform(x.shape)));
    return mean<Scalar>(square(sub(safeRoot(squaredGradientNorms(judge, nearby)), 1)));
  });
}
