import { imageDataset, type NdArray } from "@genlab/data";
import {
  type FindStoredOptions,
  findStoredImages,
  forgetStoredImages,
  type GivenImage,
  openStoredImages,
  type StoredImages,
  storeImages,
} from "@genlab/data/browser";
import { evenly } from "./evenly.js";

/** Pictures are read up to so many, or up to fewer where they have to stay in memory. */
const MOST = { kept: 100_000, inMemory: 3000 };

const BETWEEN_NEWS = 100;

/** What the worker that reads pictures does for a page. */
export class ImageStoreHost {
  async read(
    given: readonly GivenImage[],
    options: FindStoredOptions,
    onProgress: (done: number, of: number) => void,
  ): Promise<StoredImages> {
    let told = 0;
    return storeImages(evenly(given, MOST.kept), {
      ...options,
      mostInMemory: MOST.inMemory * options.width * options.height * options.channels,
      onProgress(done, of) {
        if (done < of && performance.now() - told < BETWEEN_NEWS) return;
        told = performance.now();
        onProgress(done, of);
      },
    });
  }

  /** What an earlier visit kept. */
  find(options: FindStoredOptions): Promise<StoredImages | undefined> {
    return findStoredImages(options);
  }

  forget(folder: string): Promise<void> {
    return forgetStoredImages(folder);
  }

  /** Some of the pictures, `[count, height, width, channels]` in [0, 1]. */
  async pick({ values, shape }: Pick<StoredImages, "values" | "shape">, indices: readonly number[]): Promise<NdArray> {
    const size = shape[0] * shape[1] * shape[2];
    const rows = await openStoredImages(values, { size });
    try {
      return imageDataset({ rows, indices, shape }).batch(indices.map((_, place) => place)).x!;
    } finally {
      rows.close();
    }
  }
}
