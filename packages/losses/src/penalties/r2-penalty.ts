import { mean, mul, type Scalar, type Tensor } from "@tensorflow/tfjs-core";
import { checkShapes } from "../check-shapes.js";
import { type Judge, squaredGradientNorms } from "./gradient-norms.js";

export interface R2PenaltyOptions {
  readonly judge: Judge;
  readonly fake: Tensor;
}

/**
 * `½ E ‖∇D(G(z))‖²` at fake examples: a squared norm over an example, the mean over the batch. The paper weighs it by `γ = 10`.
 *
 * Mescheder et al. 2018, equation 10, https://arxiv.org/abs/1801.04406
 */
export function r2Penalty({ judge, fake }: R2PenaltyOptions): Scalar {
  checkShapes("r2Penalty", { fake });
  return mul<Scalar>(0.5, mean(squaredGradientNorms(judge, fake)));
}
