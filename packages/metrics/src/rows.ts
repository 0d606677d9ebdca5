/**
 * Examples as rows of numbers: an array of rows, or values in row-major order with their shape `[rows, ...]`, where what
 * follows the first dimension counts as one row.
 */
export type Rows =
  | readonly ArrayLike<number>[]
  | { readonly data: ArrayLike<number>; readonly shape: readonly number[] };
