import { describe, GenlabError, optionsOf, refuseUnknown, requireBooleans, requireFunctions } from "@genlab/base";
import type { Dataset } from "../../dataset.js";
import { imageDataset } from "../../image-dataset.js";
import { checkDecoding } from "./check-decoding.js";
import { decodeImages } from "./decode-images.js";
import type { DecodeImagesOptions } from "./decode-options.js";
import { checkFaults } from "./faults.js";
import { type FoundImage, findImages } from "./find-images.js";
import type { ReadingDisplay } from "./reading-display.js";

/** Which images are read, and in which shape. */
export interface LoadImagesOptions extends Omit<DecodeImagesOptions, "display"> {
  /** A folder of images, an archive (.zip, .tar, .tar.gz, .tgz) of them, or a .txt file that has the path of one on each line. */
  readonly folder: string;
  /** Leaves out images that cannot be read, a tenth of all at most. Default false. */
  readonly skipBad?: boolean | undefined;
  /**
   * Hears after each image how many are read, of how many. From 500 images or 32 MiB of files on they are looked through before, where `size` or
   * `channels` is left open, and then counted from 1 again; fewer are not told of, but where their values stay in a file, nor are those that
   * the cache has. What it throws is thrown when all are read.
   */
  readonly onProgress?: ((done: number, of: number) => void) | undefined;
}

/** Images of a person. */
export interface LoadedImages {
  /** `x` [height, width, channels] in [0, 1], and `y` where there are classes. */
  readonly train: Dataset;
  /** Where the folder has a part for it. */
  readonly test?: Dataset;
  /** Their paths from the folder, with `/`, in the order of the examples. */
  readonly names: { readonly train: readonly string[]; readonly test: readonly string[] };
  /** By the index that `y` knows them by; none where not every image is in one. */
  readonly classes: readonly string[];
  /** What cannot be read, and why. */
  readonly skipped: readonly { readonly name: string; readonly reason: string }[];
  /** What was assumed, and what was passed over, for a person. */
  readonly remarks: readonly string[];
}

/**
 * Reads the images of a folder, an archive or a list: turned as the camera says, scaled, on white where they are transparent. Subfolders are
 * classes, or the parts `train` and `test` (or `val`). They stay bytes, in memory or in a file, until a batch is asked for.
 *
 * @throws GenlabError when an option cannot be meant, there is no image, or some cannot be read and may not be left out.
 */
export async function loadImages(options: LoadImagesOptions): Promise<LoadedImages> {
  const given = optionsOf("loadImages", options);
  const { folder, skipBad = false, onProgress, ...decoding } = given;
  const { sharp, size, channels, fit, cacheFolder, mostInMemory, ...others } = decoding;
  const known = { folder, size, skipBad, onProgress, sharp, channels, fit, cacheFolder, mostInMemory };
  refuseUnknown("loadImages", others, known);
  if (typeof folder !== "string" || folder === "")
    throw new GenlabError(
      `loadImages got ${describe(folder)} as folder. Give the path of a folder, an archive or a list.`,
    );
  checkDecoding("loadImages", decoding);
  requireBooleans("loadImages", { skipBad });
  if (onProgress !== undefined) requireFunctions("loadImages", { onProgress }, "(done, of) => console.log(done / of)");

  const { source, train, test, classes, remarks } = await findImages(folder);
  const all = [...train, ...(test ?? [])];
  const display = onProgress && telling(onProgress);
  const decoded = await decodeImages(source, all, { ...decoding, display });
  checkFaults(source.name, decoded.faults, { count: all.length, before: 0, skipBad, rows: decoded.rows });
  const { width, height } = decoded.shape;
  const bad = new Set(decoded.faults.map(({ image }) => image));
  const kept = (images: readonly FoundImage[]) => images.filter((image) => !bad.has(image));
  const part = (images: readonly FoundImage[]) =>
    imageDataset({
      rows: decoded.rows,
      indices: images.map(({ index }) => index),
      shape: [height, width, decoded.shape.channels],
      labels: images.flatMap(({ label }) => label ?? []),
    });
  const [trained, tested] = [kept(train), kept(test ?? [])];
  const namesOf = (images: readonly FoundImage[]) => images.map(({ name }) => name);
  return {
    train: part(trained),
    ...(test && { test: part(tested) }),
    names: { train: namesOf(trained), test: namesOf(tested) },
    classes,
    skipped: decoded.faults.map(({ image, reason }) => ({ name: image.name, reason })),
    remarks: [...decoded.remarks, ...remarks],
  };
}

function telling(onProgress: NonNullable<LoadImagesOptions["onProgress"]>): ReadingDisplay {
  let [done, of] = [0, 0];
  return {
    begin({ count }) {
      [done, of] = [0, count];
    },
    advance() {
      done++;
      if (of > 0) onProgress(done, of);
    },
    stop() {
      of = 0;
    },
  };
}
