import { GenlabError, requireCounts, requireShape } from "@genlab/core";
import { add, concat, mean, mul, ones, reshape, sqrt, type Tensor } from "@tensorflow/tfjs-core";
import type { Activation } from "./activations/activation.js";
import { momentsOver } from "./moments.js";
import { toFloat } from "./to-float.js";

/**
 * Adds a channel, from `[batch, ..., channels]` to `[batch, ..., channels + 1]`: the standard deviation of each value over a group
 * of examples, averaged over the example. Karras et al. 2017, section 3, https://arxiv.org/abs/1710.10196
 *
 * With `batch = groupSize · groups`, example `i` is in group `i mod groups`, as in the paper's code. A batch smaller than
 * `groupSize` is one group.
 *
 * @throws GenlabError for a group size that is none; the function, for a batch that its groups do not divide.
 */
export function minibatchDeviation(groupSize = 4): Activation {
  requireCounts("minibatchDeviation", { groupSize });
  const appended: Activation = (given) => {
    requireShape("minibatchDeviation", given, ["batch", "...", "channels"]);
    const x = toFloat(given);
    const batch = x.shape[0]!;
    const size = Math.min(groupSize, batch);
    if (batch % size !== 0) {
      throw new GenlabError(
        `minibatchDeviation(${groupSize}) got shape [${x.shape}]. Expected a batch divisible by ${size}.`,
      );
    }
    const grouped = reshape(x, [size, batch / size, -1]); // [examples, groups, values]
    const { variance } = momentsOver(grouped, [0]);
    const deviation: Tensor = mean(sqrt(add(variance, 1e-8)), 2); // [1, groups]
    const each = reshape(concat(new Array<Tensor>(size).fill(deviation), 0), [batch, ...x.shape.slice(1).map(() => 1)]);
    return concat([x, mul(ones([...x.shape.slice(0, -1), 1]), each)], -1);
  };
  appending.add(appended);
  return appended;
}

const appending = new WeakSet<object>();

/** Whether a function is one of `minibatchDeviation`. */
export const appendsDeviation = (layer: object): boolean => appending.has(layer);
