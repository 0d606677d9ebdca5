/** The values of images, a byte each, one image after another. */
export interface ImageRows {
  /** Copies those of an image to an offset. */
  copy(index: number, into: Uint8Array, offset: number): void;
  /** Begins to read those of images that come next, up to when they are there. */
  ahead?(indices: readonly number[]): Promise<void>;
  /** Gives back what they hold. None is asked for any more. */
  close?(): void;
}

/** Rows of a size that lie in memory. */
export function rowsInMemory(values: Uint8Array, size: number): ImageRows {
  return {
    copy: (index, into, offset) => into.set(values.subarray(index * size, (index + 1) * size), offset),
  };
}
