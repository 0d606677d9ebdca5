import { checkConfig } from "../config/check-config.js";
import type { RunConfig } from "../config/run-config.js";
import type { RunData } from "../data/run-data.js";
import { rngFor } from "../runs/rng-for.js";
import { classesFor } from "./classes-for.js";
import { decodeImages } from "./decode-images.js";
import { checkFaults, faultLines, without } from "./faults.js";
import { type FoundImage, type FoundImages, findImages } from "./find-images.js";
import { forEachImage } from "./for-each-image.js";
import { type ImagesConfig, split } from "./held-out.js";
import { cacheRoot, type ImageCache, isWorthKeeping, openCache } from "./image-cache.js";
import { imageData } from "./image-data.js";
import { type ImageRecord, readRecord } from "./image-record.js";
import { type ImageSize, sidesOf } from "./image-size.js";
import type { ImageSource } from "./image-source.js";
import { keepClasses } from "./keep-classes.js";
import { FIRST_KINDS, KINDS } from "./kinds.js";
import { type ImageFacts, type ImageShape, readFacts } from "./read-image.js";
import { createReadingDisplay, type ReadingDisplay } from "./reading-display.js";
import { openSharp, type Sharp } from "./sharp.js";
import { splitAsBefore } from "./split-as-before.js";

/** Pixels on a side, at most: a step of the preset on images of 64×64 takes a processor four times as long. */
const LARGEST = 32;

/** Values of more bytes stay in a file. */
const MOST_IN_MEMORY = 512 * 2 ** 20;

/** In the cache. */
const OWN_SHAPE = "shape.json";

export interface PrepareOptions {
  /** The folder of the run, where it is not a new one. */
  readonly saved?: string | undefined;
  /** Holds what was read of images before. Default: `images` in the cache folder. */
  readonly cacheFolder?: string;
  /** Bytes of values. Default: 512 MiB. */
  readonly mostInMemory?: number;
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
  { saved, cacheFolder = cacheRoot(), mostInMemory = MOST_IN_MEMORY }: PrepareOptions = {},
): Promise<PreparedImages> {
  const sharp = await openSharp();
  const record = saved === undefined ? undefined : await readRecord(saved);
  const everything = await findImages(images.folder, saved === undefined || record ? KINDS : FIRST_KINDS);
  const classed = record ? keepClasses(everything, record.classes, hasClasses(config)) : everything;
  const model = saved === undefined ? { ...classesFor(config, classed), ...config.model } : config.model;
  const given = without(classed, new Set(images.skipped));
  const all = [...given.train, ...(given.test ?? [])];
  const { source } = given;
  const cache = await openCache(source.place, all, cacheFolder);
  const display = createReadingDisplay(process.stdout);
  const { size, channels } = await shapeFor(images, { sharp, source, all, cache, display });
  const shape: ImageShape = { ...sidesOf(size), channels, fit: images.fit ?? "crop" };
  const decoded = await decodeImages(source, all, { sharp, shape, cache, display, mostInMemory });
  const { faults } = decoded;
  const before = countOf(classed) - all.length;
  const { skipBad = false } = images;
  checkFaults(source.place, faults, { count: before + all.length, before, skipBad });

  const bad = faults.map(({ image }) => image.name);
  const found = without(given, new Set(bad));
  const indices = new Map(all.map((image, index) => [image, index]));
  const contentOf = (image: FoundImage) => decoded.contents[indices.get(image)!]!;
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
    data: imageData({ found, indices, decoded, shape, parted, remarks }),
    record: { classes: [...found.classes], train: noted(parted.train), test: noted(parted.test) },
    skipped: faultLines(faults),
  };
}

const countOf = ({ train, test = [] }: FoundImages) => train.length + test.length;

const hasClasses = ({ model }: RunConfig) => Number(model.classes ?? 0) > 0;

interface OwnShape {
  readonly size: ImageSize;
  readonly channels: 1 | 3;
}

interface Images {
  readonly sharp: Sharp;
  readonly source: ImageSource;
  readonly all: readonly FoundImage[];
  readonly cache: ImageCache;
  readonly display: ReadingDisplay;
}

/** The size and the channels that images have where they are not asked for. */
async function shapeFor({ size, channels }: ImagesConfig, images: Images): Promise<OwnShape> {
  if (size !== undefined && channels !== undefined) return { size, channels };
  const { cache, all } = images;
  const kept = (await cache.read(OWN_SHAPE)) as OwnShape | undefined;
  const own = kept ?? (await ownShape(images));
  // a cache that cannot be written is told of when values are
  if (!kept && isWorthKeeping(all)) await cache.write(OWN_SHAPE, own).catch(() => undefined);
  return { size: size ?? own.size, channels: channels ?? own.channels };
}

/** Those that cannot be read have no say. */
async function ownShape({ sharp, source, all, display }: Images): Promise<OwnShape> {
  const facts: ImageFacts[] = [];
  if (isWorthKeeping(all)) display.begin({ count: all.length });
  await forEachImage(source, all, async (bytes) => {
    facts.push(await readFacts(sharp, bytes).finally(display.advance));
  });
  display.stop();
  const sides = new Set(facts.flatMap(({ width, height }) => [width, height]));
  const [side = LARGEST] = sides;
  return {
    size: sides.size === 1 ? Math.min(side, LARGEST) : LARGEST,
    channels: facts.every(({ isGrey }) => isGrey) ? 1 : 3,
  };
}
