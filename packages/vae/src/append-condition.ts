import type { Layer } from "@genlab/core";
import { conditionOf } from "@genlab/layers";
import { add, concat, reshape, zeros } from "@tensorflow/tfjs-core";

/** Appends the context's condition to the last axis, the same at every place: `[batch, ..., channels + condition]`. */
export const appendCondition: Layer = {
  forward(x, context) {
    const condition = conditionOf(context); // [batch, features]
    const [batch, features] = condition.shape as [number, number];
    const places = x.shape.slice(1, -1);
    const spread = add(zeros([1, ...places, features]), reshape(condition, [batch, ...places.map(() => 1), features]));
    return concat([x, spread], -1);
  },
};
