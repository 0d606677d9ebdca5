/** The numbers that engines compute with. */
export type Numbers = Float32Array | Int32Array | Uint8Array;

/** Numbers in row-major order with their shape. */
export interface NdArray {
  readonly data: Numbers;
  readonly shape: readonly number[];
}

/**
 * Arrays by field, whose first dimension is the example. By convention `x` holds images `[batch, height, width, channels]` or points
 * `[batch, features]`, and `y` class indices `[batch]`.
 */
export type ArrayBatch = Readonly<Record<string, NdArray>>;

/** Numbers as users have them: any typed array but those of big integers, or a plain array, with their shape. */
export interface GivenArray {
  readonly data: ArrayLike<number>;
  readonly shape: readonly number[];
}

/** A batch as users have it. */
export type GivenBatch = Readonly<Record<string, GivenArray>>;

/** The number of values in an array of this shape. */
export const sizeOf = (shape: readonly number[]): number => shape.reduce((size, dimension) => size * dimension, 1);
