import { range, stridesOf } from "../shapes.js";

/** Strides with which a tensor is read as one of a shape that it broadcasts to. */
export function broadcastStrides(shape: readonly number[], to: readonly number[]): number[] {
  const strides = stridesOf(shape);
  const missing = to.length - shape.length;
  return to.map((_, i) => (i < missing || shape[i - missing] === 1 ? 0 : strides[i - missing]!));
}

export interface Axes {
  readonly shape: readonly number[];
  /** Of each operand. */
  readonly strides: readonly (readonly number[])[];
}

/** The same positions by as few axes as there can be, and one at least. */
export function collapse({ shape, strides }: Axes): Axes {
  const kept = range(shape.length).filter((axis) => shape[axis] !== 1);
  const sizes: number[] = [];
  const columns: number[][] = strides.map(() => []);
  for (const axis of kept) {
    const size = shape[axis]!;
    const joins = sizes.length > 0 && strides.every((each, i) => columns[i]!.at(-1) === each[axis]! * size);
    if (joins) sizes[sizes.length - 1]! *= size;
    else sizes.push(size);
    for (const [i, each] of strides.entries()) {
      if (joins) columns[i]![columns[i]!.length - 1] = each[axis]!;
      else columns[i]!.push(each[axis]!);
    }
  }
  return sizes.length > 0 ? { shape: sizes, strides: columns } : { shape: [1], strides: strides.map(() => [0]) };
}
