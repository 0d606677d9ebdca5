/** Whether a value can be a dimension, an offset or a size. */
export function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}

/** Whether a value is a shape: a list of counts. */
export function isShape(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.every(isCount);
}

/** The product of the dimensions times the bytes of a number, or undefined beyond the integers that a double holds. */
export function byteCount(shape: readonly number[], bytes: number): number | undefined {
  let count = bytes;
  for (const dimension of shape) {
    count *= dimension;
    if (!isCount(count)) return undefined;
  }
  return count;
}
