import type { NdArray } from "@genlab/core";
import { grad, neg } from "@tensorflow/tfjs-core";
import { examplesOf } from "./examples.js";
import { judgeOf } from "./judge.js";
import { contextFor, type Look, read, tensorOf } from "./look.js";
import { points } from "./points.js";

/** Points that the model makes, and for each the direction in which its maker's loss falls fastest, both `[count, 2]`. */
export interface Pulls {
  readonly from: NdArray;
  readonly along: NdArray;
}

/** `−∂ cost / ∂x` at the first points of the look `points`: what a generator learns from. */
export const pulls: Look<{ readonly count: number }, Pulls | null> = async (view, { count }) => {
  const judge = judgeOf(view.model);
  const from = (await points(view, { count }))?.x;
  if (!judge || !from) return null;
  const along = await read(() => {
    const real = examplesOf(view, count);
    return neg(grad((x) => judge.cost(x, real, contextFor(view, "judging")))(tensorOf(from)));
  });
  return along && { from, along };
};
