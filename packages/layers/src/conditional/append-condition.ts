import { type Layer, requireShape } from "@genlab/core";
import { add, concat, reshape, zeros } from "@tensorflow/tfjs-core";
import { toFloat } from "../to-float.js";
import { conditionFor } from "./condition.js";

/**
 * Appends the context's condition to the last axis, the same at every place: from `[batch, ..., channels]` to
 * `[batch, ..., channels + condition]`. Mirza & Osindero 2014, https://arxiv.org/abs/1411.1784
 *
 * @throws GenlabError for a condition that is not `[batch, features]`, one for each example.
 */
export const appendCondition: Layer = {
  forward(given, context) {
    requireShape("appendCondition", given, ["batch", "...", "channels"]);
    const condition = conditionFor("appendCondition", given, context, "features"); // [batch, features]
    const x = toFloat(given);
    const places = x.shape.slice(1, -1);
    if (places.length === 0) return concat([x, condition], 1);
    const [batch, features] = condition.shape as [number, number];
    const spread = add(zeros([1, ...places, features]), reshape(condition, [batch, ...places.map(() => 1), features]));
    return concat([x, spread], -1);
  },
};
