import { imageDataset } from "@genlab/data";
import type { DecodedImages, FoundImage, FoundImages } from "@genlab/data/node";
import type { RunData } from "../data/run-data.js";
import { counted } from "../terminal/words.js";
import type { Split } from "./held-out.js";

export interface ImageDataOptions {
  readonly found: FoundImages;
  /** In `decoded`. */
  readonly placeOf: (image: FoundImage) => number;
  readonly decoded: DecodedImages;
  readonly parted: Split;
  readonly remarks: readonly string[];
}

/** The datasets of images that were read, and what a person may want to know of them. */
export function imageData({ found, placeOf, decoded, parted, remarks }: ImageDataOptions): RunData {
  const { width, height, channels } = decoded.shape;
  const used = new Uint8Array(decoded.contents.length);
  const part = (images: readonly FoundImage[]) => {
    const indices = images.map(placeOf);
    for (const index of indices) used[index] = 1;
    const labels = images[0]?.label === undefined ? [] : images.map(({ label }) => label!); // of all, or of none
    return imageDataset({ rows: decoded.rows, indices, shape: [height, width, channels], labels });
  };
  const { train, test } = parted;
  const datasets = { train: part(train), test: part(test) };
  const [animated, enlarged] = [decoded.animated, decoded.enlarged].map(
    (some) => some.filter((index) => used[index]).length,
  ) as [number, number];
  const size = `${width}×${height}, ${channels === 1 ? "grey" : "in colour"}`;
  const words = [
    `${counted(train.length, "image", "images")} to train on and ${test.length} to test on, ${size}${classesOf(found.classes)}`,
    ...remarks,
    ...parted.remarks,
    ...(animated > 0 ? [`the first frame of ${animated} that ${animated === 1 ? "has" : "have"} several`] : []),
    ...(enlarged > 0 ? [`${enlarged} smaller than that ${enlarged === 1 ? "is" : "are"} enlarged`] : []),
    ...found.remarks,
  ];
  return { ...datasets, note: words.join("; ") };
}

/** Names that are numbers may be other ones than the index, which is what a model and `--class` count by. */
function classesOf(classes: readonly string[]): string {
  if (classes.length === 0) return "";
  const isMisleading = classes.every((name) => /^\d+$/.test(name)) && classes.some((name, i) => Number(name) !== i);
  const names = isMisleading ? classes.map((name, i) => `${i} is "${name}"`) : classes;
  return `, of ${classes.length} classes: ${names.join(", ")}`;
}
