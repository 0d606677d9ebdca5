import { checkFaults, decodeImages, type FoundImage, type FoundImages, imageKinds } from "@genlab/data/node";
import { checkConfig } from "../config/check-config.js";
import type { RunConfig } from "../config/run-config.js";
import type { RunData } from "../data/run-data.js";
import { rngFor } from "../runs/rng-for.js";
import { classesFor } from "./classes-for.js";
import { findImages } from "./find-images.js";
import { firstImageKinds } from "./first-image-kinds.js";
import { type ImagesConfig, split } from "./held-out.js";
import { imageData } from "./image-data.js";
import { type ImageRecord, readRecord } from "./image-record.js";
import { sidesOf } from "./image-size.js";
import { keepClasses } from "./keep-classes.js";
import { faultLines, without } from "./left-out.js";
import { createReadingDisplay } from "./reading-display.js";
import { openSharp } from "./sharp.js";
import { splitAsBefore } from "./split-as-before.js";

export interface PrepareOptions {
  /** The folder of the run, where it is not a new one. */
  readonly saved?: string | undefined;
  /** Holds what was read of images before. Default: `images` in the cache folder. */
  readonly cacheFolder?: string;
  /** Bytes of values. Default: 512 MiB. */
  readonly mostInMemory?: number;
  /** Where it says how far it is. Default: standard output. */
  readonly stream?: NodeJS.WriteStream;
}

export interface PreparedImages {
  readonly config: RunConfig;
  readonly data: RunData;
  /** Which images those are, for a run that begins. */
  readonly record: ImageRecord;
  /** What was left out and why, a line an image; only what was not left out before. */
  readonly skipped: string;
}

/**
 * Reads the images of a folder, and fills in what the configuration of a run on them leaves open: their size and channels, which are held
 * out to test on, which cannot be read and are left out, and how many classes there are for a model that has some. What is filled in is of
 * the run for ever, whatever comes into the folder later.
 *
 * @param images what the configuration says of its data
 * @throws GenlabError when there are too few, some cannot be read, or the folders are not the classes that the model asks for.
 */
export async function prepareImages(
  config: RunConfig,
  images: ImagesConfig,
  { saved, cacheFolder, mostInMemory, stream = process.stdout }: PrepareOptions = {},
): Promise<PreparedImages> {
  const sharp = await openSharp();
  const record = saved === undefined ? undefined : await readRecord(saved);
  const everything = await findImages(images.folder, saved === undefined || record ? imageKinds : firstImageKinds);
  const classed = record ? keepClasses(everything, record.classes, hasClasses(config)) : everything;
  const model = saved === undefined ? { ...classesFor(config, classed), ...config.model } : config.model;
  const given = without(classed, new Set(images.skipped));
  const all = [...given.train, ...(given.test ?? [])];
  const { source } = given;
  const decoded = await decodeImages(source, all, {
    ...{ sharp, size: images.size === undefined ? undefined : sidesOf(images.size), channels: images.channels },
    ...{ fit: images.fit, cacheFolder, mostInMemory, display: createReadingDisplay(stream) },
  });
  const { width, height, channels } = decoded.shape;
  const size = images.size ?? (width === height ? width : (`${width}x${height}` as const));
  const { faults } = decoded;
  const before = countOf(classed) - all.length;
  const { skipBad = false } = images;
  const { rows } = decoded;
  checkFaults(source.name, faults, { count: before + all.length, before, skipBad, option: "--skip-bad", rows });

  const bad = faults.map(({ image }) => image.name);
  const found = without(given, new Set(bad));
  const places = new Map<number, number>(); // among those that were read, where not all of them were
  if (all.length < countOf(classed)) for (const [place, { index }] of all.entries()) places.set(index, place);
  const placeOf = ({ index }: FoundImage) => places.get(index) ?? index;
  const contentOf = (image: FoundImage) => decoded.contents[placeOf(image)]!;
  const parted =
    record && !(found.test && images.heldOut)
      ? splitAsBefore(found, record, contentOf)
      : split(found, images, rngFor(config, "points"));
  const skipped = [...(images.skipped ?? []), ...bad];
  const data = { ...images, size, channels, ...parted.noted, ...(skipped.length > 0 && { skipped }) };
  const remarks = [
    ...decoded.remarks,
    ...(saved !== undefined && parted.noted.heldOut
      ? ["a tenth is held out by name: the run does not note which were"]
      : []),
    ...(skipped.length > 0
      ? [`${skipped.length} that cannot be read ${skipped.length === 1 ? "is" : "are"} left out`]
      : []),
  ];
  const noted = (part: readonly FoundImage[]) => part.map((image): [string, string] => [image.name, contentOf(image)]);
  return {
    // in the order of its settings, as a run that goes on has it: its checkpoints are the same to the byte
    config: checkConfig({ ...config, model, data }, "The configuration"),
    data: imageData({ found, placeOf, decoded, parted, remarks }),
    record: { classes: [...found.classes], train: noted(parted.train), test: noted(parted.test) },
    skipped: faultLines(faults),
  };
}

const countOf = ({ train, test = [] }: FoundImages) => train.length + test.length;

const hasClasses = ({ model }: RunConfig) => Number(model.classes ?? 0) > 0;
