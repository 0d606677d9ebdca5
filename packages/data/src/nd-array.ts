/** Numbers in row-major order with their shape. */
export interface NdArray {
  readonly data: Float32Array | Int32Array | Uint8Array;
  readonly shape: readonly number[];
}

/**
 * Arrays by field, whose first dimension is the example. By convention `x` holds images
 * `[batch, height, width, channels]` in [0, 1] or points `[batch, 2]`, both float32, and `y` class indices `[batch]`,
 * int32.
 */
export type ArrayBatch = Readonly<Record<string, NdArray>>;
