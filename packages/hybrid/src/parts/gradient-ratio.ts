import { gradients, type Parameter } from "@genlab/core";
import { add, clipByValue, div, norm, type Scalar, type Tensor } from "@tensorflow/tfjs-core";

/** Two losses of the same weight. Each is a function, as its gradient is taken when it is called. */
export interface ComparedLosses {
  readonly above: () => Scalar;
  readonly below: () => Scalar;
}

/**
 * `‖∇above‖ / (‖∇below‖ + 10⁻⁴)` of the gradients in a weight, at most `10⁴`.
 * Esser et al. 2020, equation 7, https://arxiv.org/abs/2012.09841; the bounds are those of the authors' code
 */
export function gradientRatio(weight: Parameter, { above, below }: ComparedLosses): Scalar {
  const named = new Map([["weight", weight]]);
  const normOf = (loss: () => Scalar): Tensor =>
    norm(gradients(named, () => ({ total: loss() })).gradients.get("weight")!);
  return clipByValue(div(normOf(above), add(normOf(below), 1e-4)), 0, 1e4);
}
