import type { Numbers2 } from "./patches.js";

export interface Blocked {
  readonly strides: Numbers2;
  readonly blockSize: number;
}

/** Whether blocked kernels are faster than a product of matrices. They want wide images, and channels that fill blocks. */
export function isBlocked(columns: number, channels: number, { strides, blockSize }: Blocked): boolean {
  const fills = channels < blockSize || channels % blockSize === 0;
  return fills && columns >= (strides[1] === 1 ? 6 : 13);
}
