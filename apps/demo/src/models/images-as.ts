import { evenly } from "../pictures/evenly.js";
import { type GivenImage, ImageStore } from "../pictures/image-store.js";
import { type Pictures, range } from "../pictures/pictures.js";
import type { PicturesSpec } from "../session/data.js";

/** So many are shown of more. */
const MOST_SHOWN = 600;

/** Images that someone gave. */
export interface ImagesAs {
  /** Some from all over them. */
  readonly shown: Pictures;
  /** What the store reads of them, to train on: some from all over them where they are more than it takes. */
  readonly data: PicturesSpec;
}

/**
 * Pictures as examples of a shape, light for dark where that is asked for.
 *
 * @throws Error with the name of a file that is no picture
 */
export async function imagesAs(
  shape: readonly number[],
  given: readonly GivenImage[],
  invert: boolean,
): Promise<ImagesAs> {
  const [height = 1, width = 1, channels = 1] = shape;
  const store = new ImageStore();
  try {
    const images = await store.read(
      given,
      {
        ...{ height, width, invert, ground: invert ? "white" : "black" },
        channels: channels === 3 ? 3 : 1,
        folder: "models",
      },
      () => {},
    );
    const { names, unread, values } = images;
    if (unread[0] !== undefined) throw new Error(unread[0]);
    const all = range(names.length);
    const indices = Int32Array.from(all);
    return {
      shown: { x: await store.pick(images, evenly(all, MOST_SHOWN)), y: null },
      data: { type: "pictures", values, shape: images.shape, indices, labels: new Int32Array() },
    };
  } finally {
    store.close();
  }
}
