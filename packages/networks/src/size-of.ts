/** Numbers in one example. */
export const sizeOf = (shape: readonly number[]): number => shape.reduce((size, length) => size * length, 1);
