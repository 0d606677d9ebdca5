import { pad, type Tensor } from "@tensorflow/tfjs-core";

/**
 * x with a zero after an axis of odd length.
 *
 * A texel holds 2 by 2 entries of the last two axes. Where a length is odd, tfjs' kernels leave anything in the entries
 * beyond it, and these kernels, which sum over such an axis two entries at a time, add products of them.
 */
export function evenAxis<T extends Tensor>(x: T, axis: number): T {
  if (x.shape[axis]! % 2 === 0) return x;
  return pad(
    x,
    x.shape.map((_, other): [number, number] => [0, other === axis ? 1 : 0]),
  );
}
