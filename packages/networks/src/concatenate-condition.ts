import type { Layer } from "@genlab/core";
import { conditionOf } from "@genlab/layers";
import { concat } from "@tensorflow/tfjs-core";

/**
 * Appends the context's condition: from `[batch, features]` to `[batch, features + condition]`.
 * Mirza & Osindero 2014, https://arxiv.org/abs/1411.1784
 */
export const concatenateCondition: Layer = {
  forward: (x, context) => concat([x, conditionOf(context)], 1),
};
