import { refuseUnknown } from "@genlab/core";
import { mean, mul, type Scalar, type Tensor, tidy } from "@tensorflow/tfjs-core";
import { checkExamples } from "../check-shapes.js";
import { toFloat } from "../to-float.js";
import { type Judge, squaredGradientNorms } from "./gradient-norms.js";

export interface R1PenaltyOptions {
  readonly judge: Judge;
  readonly real: Tensor;
  /** Not read: a game hands the same to each of its penalties. */
  readonly fake?: Tensor;
}

/**
 * `½ E ‖∇D(x)‖²` at real examples: a squared norm over an example, the mean over the batch. The paper weighs it by `γ = 10`.
 *
 * Mescheder et al. 2018, equation 9, https://arxiv.org/abs/1801.04406
 *
 * @throws GenlabError where there is no example, and for options that it does not have.
 */
export function r1Penalty({ judge, real, fake, ...others }: R1PenaltyOptions): Scalar {
  refuseUnknown("r1Penalty", others, { judge, real, fake });
  checkExamples("r1Penalty", { real });
  return tidy(() => mul<Scalar>(0.5, mean(squaredGradientNorms(judge, toFloat(real)))));
}
