/** The arrays that a file can hold; the array's type is the tensor's dtype. A `Float16Array` is written as F16. */
export type NumericArray =
  | Float32Array
  | Float64Array
  | Int8Array
  | Uint8Array
  | Uint8ClampedArray
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
