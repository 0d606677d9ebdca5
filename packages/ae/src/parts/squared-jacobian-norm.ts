import { type Rng, refuseUnknown, requireCounts } from "@genlab/core";
import { addN, div, grad, mul, reshape, sign, square, sub, sum, type Tensor, tidy } from "@tensorflow/tfjs-core";

/** Maps `[batch, ...]` to `[batch, ...]`, each example on its own: a batch norm has no Jacobian of one example. */
export type ExampleMap = (x: Tensor) => Tensor;

export interface SquaredJacobianNormOptions {
  readonly map: ExampleMap;
  readonly x: Tensor;
  /** Vectors to average over; each costs a backward pass. Default 1. */
  readonly probes?: number;
}

/**
 * `‖J(x)‖²_F` of each example, `[batch]`, estimated without bias by `E_v ‖vᵀ J(x)‖²` over random signs `v`; exact where the map has
 * one output. It is itself differentiable in what the map uses.
 *
 * Hutchinson 1990, https://doi.org/10.1080/03610919008812866
 *
 * @throws GenlabError for probes that are no count, and for options that it does not have.
 */
export function squaredJacobianNorm({ map, x, probes = 1, ...others }: SquaredJacobianNormOptions, rng: Rng): Tensor {
  refuseUnknown("squaredJacobianNorm", others, { map, x, probes });
  requireCounts("squaredJacobianNorm", { probes });
  const once = () => {
    const product = grad((input) => {
      const output = map(input);
      return mul(sign(sub(rng.uniform(output.shape), 0.5)), output);
    });
    return sum(reshape(square(product(x)), [x.shape[0]!, -1]), 1); // [batch]
  };
  return tidy(() => div(addN(Array.from({ length: probes }, once)), probes));
}
