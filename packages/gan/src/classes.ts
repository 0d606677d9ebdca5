import { GenlabError, type Rng } from "@genlab/core";
import { cast, floor, oneHot, type Tensor } from "@tensorflow/tfjs-core";

/** Class indices `[batch]` as rows of an identity matrix, `[batch, classes]`. */
export const oneHotClasses = (y: Tensor, classes: number): Tensor => cast(oneHot(cast(y, "int32"), classes), "float32");

/** Classes drawn evenly, `[count, classes]`. */
export const drawClasses = (count: number, classes: number, rng: Rng): Tensor =>
  oneHotClasses(floor(rng.uniform([count], 0, classes)), classes);

/** The batch's classes. */
export function classesOf({ y }: { readonly y?: Tensor }, classes: number): Tensor {
  if (y) return oneHotClasses(y, classes);
  throw new GenlabError(
    `The model has ${classes} classes, but the batch has no \`y\`. Give class indices [batch], or a model without classes.`,
  );
}
