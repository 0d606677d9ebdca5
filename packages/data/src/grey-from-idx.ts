import { GenlabError, type GivenArray, type NdArray, ndArrayOf } from "@genlab/base";
import type { Dataset } from "./dataset.js";
import { labelledImages } from "./labelled-images.js";

export interface GreyFromIdxOptions {
  readonly classes: number;
  /** The label of class 0. */
  readonly firstLabel: number;
  /** Whether columns are stored as rows. */
  readonly isLying: boolean;
}

const SIDE = 28;

/** The dataset of images uint8 `[count, 28, 28]` and labels uint8 `[count]`: `x` `[28, 28, 1]`, scaled by 1/255, and `y`. */
export function greyFromIdx(
  givenImages: GivenArray,
  givenLabels: GivenArray,
  { classes, firstLabel, isLying }: GreyFromIdxOptions,
): Dataset {
  const images = ndArrayOf(givenImages, "The array of images");
  const labels = ndArrayOf(givenLabels, "The array of labels");
  const [count, height, width] = images.shape;
  if (!(images.data instanceof Uint8Array) || images.shape.length !== 3 || height !== SIDE || width !== SIDE) {
    throw new GenlabError(
      `The images are ${describe(images)}, not uint8 [count, ${SIDE}, ${SIDE}]. Are images and labels swapped?`,
    );
  }
  if (!(labels.data instanceof Uint8Array) || labels.shape.length !== 1) {
    throw new GenlabError(`The labels are ${describe(labels)}, not uint8 [count]. Are images and labels swapped?`);
  }
  if (labels.shape[0] !== count) {
    throw new GenlabError(
      `There are ${count} images, but ${labels.shape[0]} labels. Take both from the same part, train or test.`,
    );
  }
  const last = firstLabel + classes - 1;
  const bad = labels.data.findIndex((label) => label < firstLabel || label > last);
  if (bad >= 0) {
    const expected = classes === 10 ? "a digit" : "a class";
    throw new GenlabError(`Label ${bad} is ${labels.data[bad]}, not ${expected} from ${firstLabel} to ${last}.`);
  }
  return labelledImages({
    pixels: isLying ? upright(images.data) : images.data,
    labels: firstLabel === 0 ? labels.data : labels.data.map((label) => label - firstLabel),
    imageShape: [SIDE, SIDE, 1],
    white: 255,
  });
}

function upright(pixels: Uint8Array): Uint8Array {
  const turned = new Uint8Array(pixels.length);
  for (let start = 0; start < pixels.length; start += SIDE * SIDE) {
    for (let row = 0; row < SIDE; row++) {
      for (let column = 0; column < SIDE; column++) {
        turned[start + row * SIDE + column] = pixels[start + column * SIDE + row]!;
      }
    }
  }
  return turned;
}

function describe({ data, shape }: NdArray): string {
  const type = data instanceof Uint8Array ? "uint8" : data instanceof Int32Array ? "int32" : "float32";
  return `${type} [${shape.join(", ")}]`;
}
