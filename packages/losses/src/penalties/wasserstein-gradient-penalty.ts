import { type Rng, refuseUnknown, requireOneOf, requireRng } from "@genlab/core";
import { add, mean, mul, relu, type Scalar, square, sub, type Tensor, tidy } from "@tensorflow/tfjs-core";
import { checkShapes } from "../check-shapes.js";
import { toFloat } from "../to-float.js";
import { type Judge, safeRoot, squaredGradientNorms } from "./gradient-norms.js";

export interface WassersteinGradientPenaltyOptions {
  readonly judge: Judge;
  readonly real: Tensor;
  readonly fake: Tensor;
  /** Two sides hold the norm at 1, one side only below 1. Default "two". */
  readonly sides?: "one" | "two";
}

/**
 * `E (‖∇D(x̂)‖ − 1)²` at `x̂ = ε x + (1 − ε) G(z)`, `ε` uniform on [0, 1) for each example; one-sided `E max(0, ‖∇D(x̂)‖ − 1)²`:
 * a norm over an example, the mean over the batch. The paper weighs it by 10.
 *
 * Gulrajani et al. 2017, https://arxiv.org/abs/1704.00028; one-sided: Petzka et al. 2017, https://arxiv.org/abs/1709.08894
 *
 * @throws GenlabError for real and fake examples of different shapes, or none, other sides, and options that it does not have.
 */
export function wassersteinGradientPenalty(
  { judge, real, fake, sides = "two", ...others }: WassersteinGradientPenaltyOptions,
  rng: Rng,
): Scalar {
  refuseUnknown("wassersteinGradientPenalty", others, { judge, real, fake, sides });
  requireRng("wassersteinGradientPenalty", rng);
  requireOneOf("wassersteinGradientPenalty", { sides }, ["one", "two"]);
  checkShapes("wassersteinGradientPenalty", { real, fake });
  return tidy(() => {
    const [to, from] = [toFloat(real), toFloat(fake)];
    const share = rng.uniform([real.shape[0]!, ...real.shape.slice(1).map(() => 1)]);
    const between = add(from, mul(share, sub(to, from)));
    const excess = sub(safeRoot(squaredGradientNorms(judge, between)), 1);
    return mean<Scalar>(square(sides === "one" ? relu(excess) : excess));
  });
}
