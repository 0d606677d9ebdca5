/** Whether blocked kernels are faster than a product of matrices. They want images that are not too narrow, and channels that fill blocks. */
export function isBlocked(columns: number, channels: number, blockSize: number): boolean {
  return columns >= NARROWEST && (channels < blockSize || channels % blockSize === 0);
}

const NARROWEST = 4;
