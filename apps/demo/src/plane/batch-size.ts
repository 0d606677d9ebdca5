/** The sizes that a batch may have. */
export const batchRange = { min: 8, max: 1024 } as const;

export const isBatch = (size: number): boolean => size >= batchRange.min && size <= batchRange.max;
