import { GenlabError, optionsOf, refuseUnknown } from "@genlab/base";
import { type ImageRows, rowsInMemory } from "../../image-rows.js";
import { checkDecoding } from "./check-decoding.js";
import { contentOf } from "./content-of.js";
import type { DecodeImagesOptions } from "./decode-options.js";
import type { FoundImage } from "./find-images.js";
import { type Fault, forEachImage } from "./for-each-image.js";
import { cacheRoot, hasSize, isWorthKeeping, openCache } from "./image-cache.js";
import type { ImageSource } from "./image-source.js";
import { ownShapeOf } from "./own-shape.js";
import { type ImageShape, readImage } from "./read-image.js";
import { patient, silentDisplay } from "./reading-display.js";
import { rowsInFile } from "./rows-in-file.js";
import { openSharp } from "./sharp.js";
import { createValueFile, type ValueFile } from "./value-file.js";

/** Values of more bytes stay in a file. */
const MOST_IN_MEMORY = 512 * 2 ** 20;

/** Images as values of one shape. */
export interface DecodedImages {
  readonly shape: ImageShape;
  /** Indices of those of which the first frame is taken of several. */
  readonly animated: readonly number[];
  /** Indices of those that are smaller than the shape. */
  readonly enlarged: readonly number[];
  /** Of each image, what tells its bytes from others; empty of one that cannot be read. */
  readonly contents: readonly string[];
  readonly faults: readonly Fault[];
  readonly rows: ImageRows;
  /** What a person may want to know. */
  readonly remarks: readonly string[];
}

const KNOWN: Readonly<Record<keyof DecodeImagesOptions, true>> = {
  ...{ sharp: true, size: true, channels: true, fit: true },
  ...{ cacheFolder: true, mostInMemory: true, display: true },
};

/** What the cache keeps beside the values. */
interface Kept extends Pick<DecodedImages, "animated" | "enlarged" | "contents"> {
  /** Indices of images, with the reasons. */
  readonly faults: readonly (readonly [number, string])[];
}

/**
 * Reads images as values of one shape, a byte each. They lie in memory, or in the file of the cache where they are too many for it. Where
 * reading took long they are kept there, and are not read again as long as no image is another, by name, size and time.
 *
 * @throws GenlabError when an option cannot be meant, values that are too many for memory cannot be stored, or `sharp` is not that package.
 */
export async function decodeImages(
  source: ImageSource,
  images: readonly FoundImage[],
  options: DecodeImagesOptions,
): Promise<DecodedImages> {
  refuseUnknown("decodeImages", optionsOf("decodeImages", options), KNOWN);
  checkDecoding("decodeImages", options);
  const { size: wanted, channels: asked, fit = "crop" } = options;
  const { cacheFolder = cacheRoot(), mostInMemory = MOST_IN_MEMORY } = options;
  const sharp = openSharp(options.sharp);
  const display = patient(options.display ?? silentDisplay);
  const cache = await openCache(source.place, images, cacheFolder);
  const sides = typeof wanted === "number" ? { width: wanted, height: wanted } : wanted;
  const own = sides && asked ? undefined : await ownShapeOf(source, images, { sharp, cache, display });
  const { width, height } = sides ?? own!;
  const channels = asked ?? own!.channels;
  const shape: ImageShape = { width, height, channels, fit };
  const size = width * height * channels;
  const total = images.length * size;
  const isLarge = total > mostInMemory;
  const isKept = isLarge || isWorthKeeping(images);
  const [noteName, path] = [
    `${width}x${height}x${channels}-${fit}.json`,
    cache.file(`${width}x${height}x${channels}-${fit}.values`),
  ];
  const kept = isKept ? ((await cache.read(noteName)) as Kept | undefined) : undefined;
  if (kept?.contents?.length === images.length && kept.animated && (await hasSize(path, total))) {
    const faults = kept.faults.map(([index, reason]): Fault => ({ image: images[index]!, reason }));
    display.throwHeld();
    const rows = rowsInFile(path, size, isLarge ? undefined : new Uint8Array(total));
    return { ...kept, shape, faults, rows, remarks: [] };
  }

  const memory = isLarge ? undefined : new Uint8Array(total);
  let refusal: Error | undefined;
  const noteRefusal = (error: Error) => {
    refusal ??= error;
    return undefined;
  };
  const file: ValueFile | undefined = isKept ? await createValueFile(path, total).catch(noteRefusal) : undefined;
  const [animated, enlarged]: [number[], number[]] = [[], []];
  const contents = images.map(() => "");
  if (isKept) display.begin({ count: images.length, kept: { bytes: total, folder: cache.folder } });
  try {
    const faults = await forEachImage(source, images, async (bytes, index, room) => {
      if (isLarge && refusal) return;
      const { facts: own, values } = await readImage(sharp, bytes, shape, room).finally(display.advance);
      memory?.set(values, index * size);
      if (!refusal) await file?.put(values, index * size).catch(noteRefusal);
      if (own.frames > 1) animated.push(index);
      if (own.width < width || own.height < height) enlarged.push(index);
      contents[index] = contentOf(bytes);
    });
    if (file && !refusal) {
      const indices = new Map(images.map((image, index) => [image, index]));
      const noted = faults.map(({ image, reason }) => [indices.get(image)!, reason] as const);
      const note: Kept = { animated, enlarged, contents, faults: noted };
      await file
        .finish()
        .then(() => cache.write(noteName, note))
        .then(cache.tidy)
        .catch(noteRefusal);
    }
    const remarks = refusal ? [`not kept for the next start in ${cache.folder}: ${refusal.message}`] : [];
    if (!memory && refusal) throw refuse(cache.folder, refusal);
    display.throwHeld();
    const rows = memory ? rowsInMemory(memory, size) : rowsInFile(path, size);
    return { shape, animated, enlarged, contents, faults, rows, remarks };
  } finally {
    display.stop();
    await file?.discard();
  }
}

const refuse = (folder: string, cause: Error) =>
  new GenlabError(
    `The values of the images are too many for memory, and cannot be stored in ${folder}: ${cause.message}. Free some space, choose another folder by \`cacheFolder\` or the variable XDG_CACHE_HOME, or use a smaller size.`,
    { cause },
  );
