import type { Numbers } from "@genlab/base";

/** Numbers whose first index runs fastest, as in Fortran, in the order in which the last one does. */
export function cOrder<T extends Numbers>(data: T, shape: readonly number[]): T {
  if (shape.filter((size) => size > 1).length < 2) return data;
  const strides = shape.map((_, axis) => shape.slice(0, axis).reduce((product, size) => product * size, 1));
  const ordered = data.slice() as T;
  const index = new Array<number>(shape.length).fill(0);
  const last = shape.length - 1;
  let from = 0;
  for (let to = 0; to < ordered.length; ) {
    for (let i = 0; i < shape[last]!; i++) ordered[to++] = data[from + i * strides[last]!]!;
    // on to the next row, as an odometer counts
    for (let axis = last - 1; axis >= 0; axis--) {
      from += strides[axis]!;
      if (++index[axis]! < shape[axis]!) break;
      from -= shape[axis]! * strides[axis]!;
      index[axis] = 0;
    }
  }
  return ordered;
}
