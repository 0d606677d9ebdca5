import { concat, slice, type Tensor } from "@tensorflow/tfjs-core";

/** Images `[batch, height, width, channels]` with the last row or column once more where their number is odd. */
export function toEven(x: Tensor): Tensor {
  return [1, 2].reduce((image, axis) => {
    const size = image.shape[axis]!;
    if (size % 2 === 0) return image;
    const begin = image.shape.map((_, i) => (i === axis ? size - 1 : 0));
    return concat([image, slice(image, begin, image.shape.with(axis, 1))], axis);
  }, x);
}
