import { describe, GenlabError, optionsOf, refuseUnknown } from "@genlab/base";
import type { Dataset } from "./dataset.js";
import { digitsBytes } from "./digits-bytes.js";
import { gunzip } from "./gunzip.js";
import { labelledImages } from "./labelled-images.js";
import { slice } from "./slice.js";

/** Which of the digits are wanted. */
export interface DigitsOptions {
  /** The first 1500 ("train"), the last 297 ("test"), or all 1797. Default "all". */
  readonly part?: "train" | "test" | "all";
}

const count = 1797;
const trainCount = 1500;
const pixelsPerImage = 64;

/**
 * 1797 handwritten digits that come with the package: `x` `[8, 8, 1]`, scaled from 0…16 to [0, 1], and `y`, 0 to 9.
 *
 * They are the test part of "Optical Recognition of Handwritten Digits" by E. Alpaydin and C. Kaynak,
 * UCI Machine Learning Repository, 1998, https://doi.org/10.24432/C50P49,
 * licensed under CC BY 4.0 (https://creativecommons.org/licenses/by/4.0/), here packed as bytes and otherwise
 * unchanged.
 *
 * @throws GenlabError for a part that there is not, or an option that is none.
 *
 * @example
 * ```ts
 * import { digits } from "genlab";
 *
 * const train = await digits({ part: "train" });
 * console.log(train.length, train.shapes.x); // 1500, [8, 8, 1]
 * ```
 */
export async function digits(options: DigitsOptions = {}): Promise<Dataset> {
  const { part = "all", ...others } = optionsOf("digits", options);
  refuseUnknown("digits", others, { part });
  if (part !== "train" && part !== "test" && part !== "all") {
    throw new GenlabError(`There is no part ${describe(part)} of the digits. Give "train", "test" or "all".`);
  }
  const columns = await gunzip(Uint8Array.from(atob(digitsBytes), (character) => character.charCodeAt(0)));
  const pixels = new Uint8Array(count * pixelsPerImage);
  // the bytes lie pixel by pixel, not image by image: gzip makes less of them
  for (let i = 0; i < pixels.length; i++) {
    pixels[i] = columns[(i % pixelsPerImage) * count + Math.floor(i / pixelsPerImage)]!;
  }
  const labels = columns.slice(pixelsPerImage * count);
  const all = labelledImages({ pixels, labels, imageShape: [8, 8, 1], white: 16 });
  if (part === "train") return slice(all, 0, trainCount);
  return part === "test" ? slice(all, trainCount) : all;
}
