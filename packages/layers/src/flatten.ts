import { requireShape } from "@genlab/core";
import { reshape, type Tensor } from "@tensorflow/tfjs-core";

/**
 * From `[batch, ...]` to `[batch, features]`.
 *
 * @throws GenlabError for an empty tensor.
 */
export function flatten(x: Tensor): Tensor {
  requireShape("flatten", x, ["batch", "..."]);
  return reshape(x, [x.shape[0]!, x.size / x.shape[0]!]);
}
