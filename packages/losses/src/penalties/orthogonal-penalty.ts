import { optionsOf, refuseUnknown, requireOneOf, requireShape } from "@genlab/core";
import {
  eye,
  matMul,
  mul,
  reshape,
  type Scalar,
  square,
  sub,
  sum,
  type Tensor,
  tidy,
  transpose,
} from "@tensorflow/tfjs-core";
import { toFloat } from "../to-float.js";

export interface OrthogonalPenaltyOptions {
  /** Whether outputs are also held at norm 1 ("one"), or only at right angles ("free", BigGAN's choice). Default "one". */
  readonly norms?: "one" | "free";
}

/**
 * `‖WᵀW − I‖²` of a weight `[..., outputs]` as the matrix `W` `[inputs, outputs]`, or with free norms `‖WᵀW ⊙ (1 − I)‖²`: a sum over
 * all entries.
 *
 * Brock et al. 2018, equations 2 and 3, https://arxiv.org/abs/1809.11096
 *
 * @throws GenlabError for a weight without entries or outputs, norms that are neither, and options that it does not have.
 */
export function orthogonalPenalty(weight: Tensor, options: OrthogonalPenaltyOptions = {}): Scalar {
  const { norms = "one", ...others } = optionsOf("orthogonalPenalty", options);
  refuseUnknown("orthogonalPenalty", others, { norms });
  requireOneOf("orthogonalPenalty", { norms }, ["one", "free"]);
  requireShape("orthogonalPenalty", weight, ["...", "outputs"]);
  const outputs = weight.shape.at(-1)!;
  return tidy(() => {
    const matrix = reshape(toFloat(weight), [weight.size / outputs, outputs]);
    const products = matMul(transpose(matrix), matrix); // [outputs, outputs]
    const identity = eye(outputs);
    return sum<Scalar>(square(norms === "one" ? sub(products, identity) : mul(products, sub(1, identity))));
  });
}
