import type { RunData } from "../data/run-data.js";
import { counted } from "../terminal/words.js";
import type { DecodedImages } from "./decode-images.js";
import type { FoundImage, FoundImages } from "./find-images.js";
import type { Split } from "./held-out.js";
import { imageDataset } from "./image-dataset.js";
import type { ImageShape } from "./read-image.js";

export interface ImageDataOptions {
  readonly found: FoundImages;
  /** All that were read, in the order of `decoded`. */
  readonly all: readonly FoundImage[];
  readonly decoded: DecodedImages;
  readonly shape: ImageShape;
  readonly parted: Split;
  readonly remarks: readonly string[];
}

/** The datasets of images that were read, and what a person may want to know of them. */
export function imageData({ found, all, decoded, shape, parted, remarks }: ImageDataOptions): RunData {
  const { width, height, channels } = shape;
  const indices = new Map(all.map((image, index) => [image, index]));
  const part = (images: readonly FoundImage[]) =>
    imageDataset({
      rows: decoded.rows,
      indices: images.map((image) => indices.get(image)!),
      shape: [height, width, channels],
      labels: images.flatMap(({ label }) => label ?? []),
    });
  const { train, test } = parted;
  const facts = [...train, ...test].flatMap((image) => decoded.facts[indices.get(image)!] ?? []);
  const animated = facts.filter(({ frames }) => frames > 1).length;
  const enlarged = facts.filter((image) => image.width < width || image.height < height).length;
  const size = `${width}×${height}, ${channels === 1 ? "grey" : "in colour"}`;
  const words = [
    `${counted(train.length, "image", "images")} to train on and ${test.length} to test on, ${size}${classesOf(found.classes)}`,
    ...remarks,
    ...parted.remarks,
    ...(animated > 0 ? [`the first frame of ${animated} that ${animated === 1 ? "has" : "have"} several`] : []),
    ...(enlarged > 0 ? [`${enlarged} smaller than that ${enlarged === 1 ? "is" : "are"} enlarged`] : []),
    ...found.remarks,
  ];
  return { train: part(train), test: part(test), note: words.join("; ") };
}

/** Names that are numbers may be other ones than the index, which is what a model and `--class` count by. */
function classesOf(classes: readonly string[]): string {
  if (classes.length === 0) return "";
  const isMisleading = classes.every((name) => /^\d+$/.test(name)) && classes.some((name, i) => Number(name) !== i);
  const names = isMisleading ? classes.map((name, i) => `${i} is "${name}"`) : classes;
  return `, of ${classes.length} classes: ${names.join(", ")}`;
}
