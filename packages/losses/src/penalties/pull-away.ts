import { GenlabError, requireShape } from "@genlab/core";
import {
  div,
  eye,
  matMul,
  mul,
  type Scalar,
  square,
  sub,
  sum,
  type Tensor,
  tidy,
  transpose,
} from "@tensorflow/tfjs-core";
import { toFloat } from "../to-float.js";
import { safeRoot } from "./gradient-norms.js";

/**
 * `Σ_{i≠j} cos(sᵢ, sⱼ)² / n(n−1)` of the codes `s` `[batch, features]` of fake examples, which keeps them apart: a mean over pairs.
 *
 * Zhao et al. 2016, section 2.4, https://arxiv.org/abs/1609.03126
 *
 * @throws GenlabError for codes that are not `[batch, features]` of two examples at least.
 */
export function pullAway(codes: Tensor): Scalar {
  requireShape("pullAway", codes, ["batch", "..."]);
  const [batch = 0] = codes.shape;
  if (codes.rank !== 2 || batch < 2) {
    throw new GenlabError(`pullAway: codes have shape [${codes.shape}]. It needs [batch, features] of two examples.`);
  }
  return tidy(() => {
    const vectors = toFloat(codes);
    const directions = div(vectors, safeRoot(sum(square(vectors), 1, true)));
    const cosines = matMul(directions, transpose(directions)); // [batch, batch]
    return sum<Scalar>(mul(square(cosines), div(sub(1, eye(batch)), batch * (batch - 1))));
  });
}
