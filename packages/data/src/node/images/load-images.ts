import {
  describe,
  GenlabError,
  optionsOf,
  refuseUnknown,
  requireBooleans,
  requireFunctions,
  requireOneOf,
} from "@genlab/base";
import type { Dataset } from "../../dataset.js";
import { imageDataset } from "../../image-dataset.js";
import { type DecodeImagesOptions, decodeImages } from "./decode-images.js";
import { checkFaults } from "./faults.js";
import { type FoundImage, findImages } from "./find-images.js";
import type { ReadingDisplay } from "./reading-display.js";

/** Which images are read, and in which shape. */
export interface LoadImagesOptions extends Omit<DecodeImagesOptions, "size" | "display"> {
  /** A folder of images, an archive (.zip, .tar, .tar.gz, .tgz) of them, or a .txt file that has the path of one on each line. */
  readonly folder: string;
  /** Pixels: a number for squares. Default: 32, or less where all are squares of one smaller size. */
  readonly size?: number | { readonly width: number; readonly height: number } | undefined;
  /** Leaves out images that cannot be read, a tenth of all at most. Default false. */
  readonly skipBad?: boolean | undefined;
  /** Hears how many are read, of those that are. */
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
  const { folder, size, skipBad = false, onProgress, ...decoding } = given;
  const { sharp, channels, fit, cacheFolder, mostInMemory, ...others } = decoding;
  const known = { folder, size, skipBad, onProgress, sharp, channels, fit, cacheFolder, mostInMemory };
  refuseUnknown("loadImages", others, known);
  if (typeof folder !== "string" || folder === "")
    throw new GenlabError(
      `loadImages got ${describe(folder)} as folder. Give the path of a folder, an archive or a list.`,
    );
  const sides = typeof size === "number" ? { width: size, height: size } : size;
  for (const side of sides ? [sides.width, sides.height] : [])
    if (!Number.isSafeInteger(side) || side < 1)
      throw new GenlabError(`loadImages got ${describe(size)} as size. Give pixels: 64, or { width: 96, height: 64 }.`);
  if (channels !== undefined && channels !== 1 && channels !== 3)
    throw new GenlabError(`loadImages got ${describe(channels)} channels. Give 1 for grey, or 3 for colours.`);
  requireBooleans("loadImages", { skipBad });
  if (onProgress !== undefined) requireFunctions("loadImages", { onProgress }, "(done, of) => console.log(done / of)");
  if (fit !== undefined) requireOneOf("loadImages", { fit }, ["crop", "pad", "stretch"]);

  const { source, train, test, classes, remarks } = await findImages(folder);
  const all = [...train, ...(test ?? [])];
  const display = onProgress && telling(onProgress);
  const decoded = await decodeImages(source, all, { ...decoding, size: sides, display });
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
