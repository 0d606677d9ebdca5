import { GenlabError, type Rng } from "@genlab/core";
import { type Dataset, fromArrays, map } from "@genlab/data";
import { forCaller } from "../caller.js";
import type { DataConfig } from "../config/run-config.js";
import type { RunData } from "../data.js";
import { type FoundImage, findImages } from "./find-images.js";
import { forEachImage } from "./for-each-image.js";
import { openSharp, type Sharp } from "./sharp.js";

type ImagesConfig = Extract<DataConfig, { readonly type: "images" }>;

/** Of images without a part to test on. */
const TEST_SHARE = 0.1;
const MOST_TESTED = 1000;

/**
 * The images of a folder as squares of one size: the middle of each, scaled, on white where it is transparent. Those to test on are the
 * folder's own, or a tenth that is drawn from `rng`.
 */
export async function loadImages(config: ImagesConfig, rng: Rng): Promise<RunData> {
  const sharp = await openSharp();
  const { classes, ...found } = await findImages(config.folder);
  const { train, test } = found.test ? { train: found.train, test: found.test } : parted(found.train, config, rng);
  const data = { train: await read(train, config, sharp), test: await read(test, config, sharp) };
  const size = `${config.size}×${config.size}, ${config.channels === 1 ? "grey" : "in colour"}`;
  const named = classes.length > 0 ? `, of ${classes.length} classes: ${classes.join(", ")}` : "";
  return { ...data, note: `${train.length} images to train on and ${test.length} to test on, ${size}${named}` };
}

function parted(images: readonly FoundImage[], { folder }: ImagesConfig, rng: Rng) {
  if (images.length < 2) throw new GenlabError(`There is one image in ${forCaller(folder)}; two are the least.`);
  const drawn = images
    .map((image) => ({ image, place: rng.random() }))
    .sort((a, b) => a.place - b.place)
    .map(({ image }) => image);
  const count = Math.min(MOST_TESTED, Math.ceil(TEST_SHARE * images.length));
  return { train: drawn.slice(count), test: drawn.slice(0, count) };
}

/** Images stay bytes in memory, a quarter of their size as floats. */
async function read(images: readonly FoundImage[], config: ImagesConfig, sharp: Sharp): Promise<Dataset> {
  const shape = [config.size!, config.size!, config.channels!] as const;
  const size = shape[0] * shape[1] * shape[2];
  const pixels = new Uint8Array(images.length * size);
  await forEachImage(images, async ({ path }, index) => {
    const image = sharp(path)
      .autoOrient()
      .flatten({ background: "white" })
      .resize(shape[1], shape[0], { fit: "cover" });
    const space = config.channels === 1 ? "b-w" : "srgb";
    pixels.set(await image.toColourspace(space).raw({ depth: "uchar" }).toBuffer(), index * size);
  });
  const labels = images.flatMap(({ label }) => label ?? []);
  const stored = fromArrays({
    x: { data: pixels, shape: [images.length, ...shape] },
    ...(labels.length > 0 && { y: { data: Int32Array.from(labels), shape: [images.length] } }),
  });
  return map(stored, ({ x, ...rest }) => ({ x: { data: scaled(x!.data), shape: x!.shape }, ...rest }));
}

function scaled(levels: ArrayLike<number>): Float32Array {
  const values = new Float32Array(levels.length);
  // a plain loop: `Float32Array.from` with a function takes more than ten times as long
  for (let i = 0; i < values.length; i++) values[i] = levels[i]! / 255;
  return values;
}
