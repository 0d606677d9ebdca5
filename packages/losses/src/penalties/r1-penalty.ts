import { mean, mul, type Scalar, type Tensor } from "@tensorflow/tfjs-core";
import { checkShapes } from "../check-shapes.js";
import { type Judge, squaredGradientNorms } from "./gradient-norms.js";

export interface R1PenaltyOptions {
  readonly judge: Judge;
  readonly real: Tensor;
}

/**
 * `½ E ‖∇D(x)‖²` at real examples: a squared norm over an example, the mean over the batch. The paper weighs it by `γ = 10`.
 *
 * Mescheder et al. 2018, equation 9, https://arxiv.org/abs/1801.04406
 */
export function r1Penalty({ judge, real }: R1PenaltyOptions): Scalar {
  checkShapes("r1Penalty", { real });
  return mul<Scalar>(0.5, mean(squaredGradientNorms(judge, real)));
}
