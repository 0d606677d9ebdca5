/** The arrays that a file can hold; the array's type is the tensor's dtype. */
export type NumericArray =
  | Float32Array
  | Float64Array
  | Int8Array
  | Uint8Array
  | Int16Array
  | Uint16Array
  | Int32Array
  | Uint32Array
  | BigInt64Array
  | BigUint64Array;

/** Numbers in row-major order with their shape; `[]` is the shape of a single number. */
export interface NdArray {
  readonly data: NumericArray;
  readonly shape: readonly number[];
}
