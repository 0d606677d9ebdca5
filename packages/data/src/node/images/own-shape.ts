import type { FoundImage } from "./find-images.js";
import { forEachImage } from "./for-each-image.js";
import { type ImageCache, isWorthKeeping } from "./image-cache.js";
import type { ImageSource } from "./image-source.js";
import { type ImageFacts, type ImageShape, readFacts } from "./read-image.js";
import type { ReadingDisplay } from "./reading-display.js";
import type { Sharp } from "./sharp.js";

/** Pixels on a side, at most: a step of a model of images of 64×64 takes a processor four times as long. */
const LARGEST = 32;

/** In the cache. */
const KEPT_AS = "shape.json";

/** The size and the channels of images. */
export type OwnShape = Pick<ImageShape, "width" | "height" | "channels">;

export interface OwnShapeOptions {
  readonly sharp: Sharp;
  readonly cache: ImageCache;
  readonly display: ReadingDisplay;
}

/** The shape that images have where none is asked for: that of small squares of one size, else 32×32; grey where all are. */
export async function ownShapeOf(
  source: ImageSource,
  images: readonly FoundImage[],
  { sharp, cache, display }: OwnShapeOptions,
): Promise<OwnShape> {
  const kept = (await cache.read(KEPT_AS)) as OwnShape | undefined;
  if (kept?.width !== undefined) return kept;
  const own = await look(source, images, { sharp, cache, display });
  // a cache that cannot be written is told of when values are
  if (isWorthKeeping(images)) await cache.write(KEPT_AS, own).catch(() => undefined);
  return own;
}

/** Those that cannot be read have no say. */
async function look(
  source: ImageSource,
  images: readonly FoundImage[],
  { sharp, display }: OwnShapeOptions,
): Promise<OwnShape> {
  const facts: ImageFacts[] = [];
  if (isWorthKeeping(images)) display.begin({ count: images.length });
  await forEachImage(source, images, async (bytes) => {
    facts.push(await readFacts(sharp, bytes).finally(display.advance));
  });
  display.stop();
  const sides = new Set(facts.flatMap(({ width, height }) => [width, height]));
  const [only = LARGEST] = sides;
  const side = sides.size === 1 ? Math.min(only, LARGEST) : LARGEST;
  return { width: side, height: side, channels: facts.every(({ isGrey }) => isGrey) ? 1 : 3 };
}
