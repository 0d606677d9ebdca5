import { GenlabError, type Rng } from "@genlab/core";
import { oneHotOf } from "@genlab/layers";
import { floor, type Tensor } from "@tensorflow/tfjs-core";

/** Classes drawn evenly, `[count, classes]`. */
export const drawClasses = (count: number, classes: number, rng: Rng): Tensor =>
  oneHotOf(floor(rng.uniform([count], 0, classes)), classes);

/** The batch's classes. */
export function classesOf({ y }: { readonly y?: Tensor }, classes: number): Tensor {
  if (y) return oneHotOf(y, classes);
  throw new GenlabError(
    `The model has ${classes} classes, but the batch has no \`y\`. Give class indices [batch], or a model without classes.`,
  );
}
