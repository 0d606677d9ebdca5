import { describe, GenlabError, optionsOf, refuseUnknown } from "@genlab/base";
import { bytesOf } from "./bytes-of.js";
import type { Dataset } from "./dataset.js";
import { labelledImages } from "./labelled-images.js";

/** How files of CIFAR are read. */
export interface CifarFromBinaryOptions {
  /** 10, or 100 for CIFAR-100. Default 10. */
  readonly classes?: 10 | 100;
  /** Which labels of CIFAR-100: its 100 classes, or the 20 that they are gathered in. Default "fine". */
  readonly labels?: "fine" | "coarse";
}

const PIXELS = 32 * 32;

/**
 * The dataset of the binary files of CIFAR-10 or CIFAR-100, one or several after another: `x` `[32, 32, 3]`, scaled by 1/255, and `y`.
 *
 * A. Krizhevsky, "Learning multiple layers of features from tiny images", 2009, https://www.cs.toronto.edu/~kriz/cifar.html, which describes
 * the format: a byte for each label (in CIFAR-100 the coarse one first), then the red pixels, the green and the blue.
 *
 * @throws GenlabError for bytes that are not whole examples, and for a label that is no class.
 */
export function cifarFromBinary(
  given: Uint8Array | ArrayBuffer | readonly (Uint8Array | ArrayBuffer)[],
  options: CifarFromBinaryOptions = {},
): Dataset {
  const { classes = 10, labels: which = "fine", ...others } = optionsOf("cifarFromBinary", options);
  refuseUnknown("cifarFromBinary", others, { classes, labels: which });
  if (classes !== 10 && classes !== 100) {
    throw new GenlabError(`There is no CIFAR of ${describe(classes)} classes. Give 10 or 100.`);
  }
  if (which !== "fine" && which !== "coarse") {
    throw new GenlabError(`CIFAR-100 has no ${describe(which)} labels. Give "fine" or "coarse".`);
  }
  if (classes === 10 && which === "coarse") {
    throw new GenlabError("CIFAR-10 has no coarse labels. Leave `labels` out, or give `classes: 100`.");
  }
  const list = Array.isArray(given) ? given : [given];
  const files = list.map((file: Uint8Array | ArrayBuffer, index) => bytesOf(file, `File ${index} of CIFAR-${classes}`));
  const before = classes === 10 ? 1 : 2;
  const size = before + 3 * PIXELS;
  files.forEach((file, index) => {
    if (file.length > 0 && file.length % size === 0) return;
    throw new GenlabError(
      `File ${index} of CIFAR-${classes} has ${file.length} bytes, no whole number of examples of ${size}. Give the files of the binary version, unpacked and whole.`,
    );
  });
  const count = files.reduce((sum, file) => sum + file.length, 0) / size;
  if (count === 0) throw new GenlabError(`There is no file of CIFAR-${classes}. Give at least one.`);
  const labels = new Uint8Array(count);
  const pixels = new Uint8Array(count * 3 * PIXELS);
  let example = 0;
  files.forEach((file, index) => {
    for (let start = 0; start < file.length; start += size, example++) {
      const [first, second = 0] = file.subarray(start, start + before);
      checkLabels([first!, second], { classes, place: `Example ${start / size} of file ${index}` });
      labels[example] = classes === 10 || which === "coarse" ? first! : second;
      interleave(file.subarray(start + before, start + size), pixels.subarray(example * 3 * PIXELS));
    }
  });
  return labelledImages({ pixels, labels, imageShape: [32, 32, 3], white: 255 });
}

function checkLabels(
  [first, second]: readonly [number, number],
  { classes, place }: { readonly classes: 10 | 100; readonly place: string },
): void {
  const isRight = classes === 10 ? first < 10 : first < 20 && second < 100;
  if (isRight) return;
  const found = classes === 10 ? `the label ${first}` : `the labels ${first} and ${second}`;
  const other = classes === 10 ? "CIFAR-100" : "CIFAR-10";
  throw new GenlabError(
    `${place} has ${found}, no class of CIFAR-${classes}. Is it a file of ${other}, or of another format?`,
  );
}

/** Planes of colours to pixels of three. */
function interleave(planes: Uint8Array, pixels: Uint8Array): void {
  for (let pixel = 0; pixel < PIXELS; pixel++) {
    for (let channel = 0; channel < 3; channel++) pixels[3 * pixel + channel] = planes[channel * PIXELS + pixel]!;
  }
}
