import { GenlabError } from "@genlab/core";

/** The number of entries. */
export const sizeOf = (shape: readonly number[]): number => shape.reduce((size, length) => size * length, 1);

export const equalShapes = (a: readonly number[], b: readonly number[]): boolean =>
  a.length === b.length && a.every((length, i) => length === b[i]);

/** The shape to which all shapes broadcast. */
export function broadcastShapes(...shapes: readonly (readonly number[])[]): number[] {
  const rank = Math.max(...shapes.map((shape) => shape.length));
  return Array.from({ length: rank }, (_, i) => {
    let size = 1;
    for (const shape of shapes) {
      const length = shape[i - rank + shape.length] ?? 1;
      if (length === 1 || length === size) continue;
      if (size !== 1) {
        throw new GenlabError(`The shapes ${shapes.map((each) => `[${each}]`).join(", ")} do not broadcast.`);
      }
      size = length;
    }
    return size;
  });
}

/** The shape after a reduction over axes. */
export function reducedShape(shape: readonly number[], axes: readonly number[], keepDims: boolean): number[] {
  return shape.flatMap((length, i) => (axes.includes(i) ? (keepDims ? [1] : []) : [length]));
}

/** Distances between neighbours along each axis, in entries. */
export function stridesOf(shape: readonly number[]): number[] {
  const strides = shape.map(() => 1);
  for (let i = shape.length - 2; i >= 0; i--) strides[i] = strides[i + 1]! * shape[i + 1]!;
  return strides;
}

/** The permutation that undoes a permutation. */
export const inverse = (permutation: readonly number[]): number[] => permutation.map((_, i) => permutation.indexOf(i));

export const range = (length: number): number[] => Array.from({ length }, (_, i) => i);
