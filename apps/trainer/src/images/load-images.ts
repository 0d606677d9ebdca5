import type { Rng } from "@genlab/core";
import { type Dataset, fromArrays, map } from "@genlab/data";
import type { RunData } from "../data/run-data.js";
import { counted } from "../terminal/words.js";
import { type FoundImage, findImages } from "./find-images.js";
import { forEachImage } from "./for-each-image.js";
import { type ImagesConfig, split } from "./held-out.js";
import { openSharp, type Sharp } from "./sharp.js";

/**
 * The images of a folder as squares of one size: the middle of each, scaled, on white where it is transparent. Those to test on are the
 * folder's own, or those that the configuration notes, or a tenth.
 *
 * @throws GenlabError when there are too few, or some cannot be read.
 */
export async function loadImages(config: ImagesConfig, rng: Rng): Promise<RunData> {
  const sharp = await openSharp();
  const found = await findImages(config.folder);
  const { train, test, remarks } = split(found, config, rng);
  const seen = { animated: 0, enlarged: 0 };
  const data = { train: await read(train, config, sharp, seen), test: await read(test, config, sharp, seen) };
  const size = `${config.size}×${config.size}, ${config.channels === 1 ? "grey" : "in colour"}`;
  const words = [
    `${counted(train.length, "image", "images")} to train on and ${test.length} to test on, ${size}${classesOf(found.classes)}`,
    ...remarks,
    ...(seen.animated > 0
      ? [`the first frame of ${seen.animated} that ${seen.animated === 1 ? "has" : "have"} several`]
      : []),
    ...(seen.enlarged > 0 ? [`${seen.enlarged} smaller than that ${seen.enlarged === 1 ? "is" : "are"} enlarged`] : []),
    ...found.remarks,
  ];
  return { ...data, note: words.join("; ") };
}

/** Names that are numbers may be other ones than the index, which is what a model and `--class` count by. */
function classesOf(classes: readonly string[]): string {
  if (classes.length === 0) return "";
  const isMisleading = classes.every((name) => /^\d+$/.test(name)) && classes.some((name, i) => Number(name) !== i);
  const names = isMisleading ? classes.map((name, i) => `${i} is "${name}"`) : classes;
  return `, of ${classes.length} classes: ${names.join(", ")}`;
}

/** Images stay bytes in memory, a quarter of their size as floats. */
async function read(
  images: readonly FoundImage[],
  config: ImagesConfig,
  sharp: Sharp,
  seen: { animated: number; enlarged: number },
): Promise<Dataset> {
  const shape = [config.size!, config.size!, config.channels!] as const;
  const size = shape[0] * shape[1] * shape[2];
  const pixels = new Uint8Array(images.length * size);
  await forEachImage(images, async ({ path }, index) => {
    const { pages = 1, depth, autoOrient } = await sharp(path).metadata();
    if (depth !== "uchar" && depth !== "ushort") throw new Error(`its values are ${depth}; save them in 8 or 16 bits`);
    const image = sharp(path)
      .autoOrient()
      .flatten({ background: "white" })
      .resize(shape[1], shape[0], { fit: "cover" });
    const space = config.channels === 1 ? "b-w" : "srgb";
    pixels.set(await image.toColourspace(space).raw({ depth: "uchar" }).toBuffer(), index * size);
    if (pages > 1) seen.animated++;
    if (autoOrient.width < shape[1] || autoOrient.height < shape[0]) seen.enlarged++;
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
