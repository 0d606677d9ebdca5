import { refuseUnknown } from "@genlab/core";
import { mean, mul, type Scalar, type Tensor, tidy } from "@tensorflow/tfjs-core";
import { checkExamples } from "../check-shapes.js";
import { toFloat } from "../to-float.js";
import { type Judge, squaredGradientNorms } from "./gradient-norms.js";

export interface R2PenaltyOptions {
  readonly judge: Judge;
  readonly fake: Tensor;
  /** Not read: a game hands the same to each of its penalties. */
  readonly real?: Tensor;
}

/**
 * `½ E ‖∇D(G(z))‖²` at fake examples: a squared norm over an example, the mean over the batch. The paper weighs it by `γ = 10`.
 *
 * Mescheder et al. 2018, equation 10, https://arxiv.org/abs/1801.04406
 *
 * @throws GenlabError where there is no example, and for options that it does not have.
 */
export function r2Penalty({ judge, fake, real, ...others }: R2PenaltyOptions): Scalar {
  refuseUnknown("r2Penalty", others, { judge, fake, real });
  checkExamples("r2Penalty", { fake });
  return tidy(() => mul<Scalar>(0.5, mean(squaredGradientNorms(judge, toFloat(fake)))));
}
