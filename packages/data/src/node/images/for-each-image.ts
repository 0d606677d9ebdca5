import { type Budget, createBudget } from "./budget.js";
import type { FoundImage } from "./find-images.js";
import { type ImageSource, MOST_FILE_BYTES, type OpenEntry } from "./image-source.js";

const AT_ONCE = 16;
const MEBIBYTE = 2 ** 20;

/** Of files that are in memory at once; a larger one is alone there. */
const FILE_BYTES_AT_ONCE = 128 * MEBIBYTE;

/** Of values that are decoded at once; a larger image is alone in it. */
const DECODED_BYTES_AT_ONCE = 256 * MEBIBYTE;

/** What could not be done with an image. */
export interface Fault {
  readonly image: FoundImage;
  readonly reason: string;
}

/** Bytes of a file, its index among the images, and the room for what is decoded of it. */
export type ImageAct = (bytes: Uint8Array, index: number, room: Budget) => Promise<void>;

/**
 * Does something with each image, some at a time: sixteen files, 128 MiB of them, and 256 MiB of decoded values at most, or one that is
 * larger alone.
 *
 * @returns what it could not be done with, in the order of the images.
 */
export async function forEachImage(
  source: ImageSource,
  images: readonly FoundImage[],
  act: ImageAct,
): Promise<readonly Fault[]> {
  const faults: { readonly index: number; readonly fault: Fault }[] = [];
  const [hands, files, room] = [AT_ONCE, FILE_BYTES_AT_ONCE, DECODED_BYTES_AT_ONCE].map(createBudget) as [
    Budget,
    Budget,
    Budget,
  ];
  const work = async ({ index, read }: OpenEntry) => {
    const { size } = images[index]!.entry;
    if (size > MOST_FILE_BYTES)
      throw new Error(`it is a file of ${Math.round(size / MEBIBYTE)} MiB, and 1024 are the most`);
    await act(await read(), index, room);
  };
  const begun = new Set<Promise<void>>();
  try {
    for await (const opened of source.open(images.map(({ entry }) => entry))) {
      const { index } = opened;
      const image = images[index]!;
      const given = [await hands.take(1), await files.take(image.entry.size)];
      const done = work(opened)
        .catch((error: Error) => void faults.push({ index, fault: { image, reason: reasonOf(error) } }))
        .finally(() => {
          for (const giveBack of given) giveBack();
          begun.delete(done);
        });
      begun.add(done);
    }
  } finally {
    await Promise.all(begun);
  }
  return faults.sort((a, b) => a.index - b.index).map(({ fault }) => fault);
}

/** The last line of what a library says is the point of it. */
const reasonOf = (error: Error): string => error.message.trim().split("\n").at(-1)!.replace(/:$/, "");
