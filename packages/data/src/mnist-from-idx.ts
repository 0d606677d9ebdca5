import { GenlabError, type GivenArray, type NdArray, ndArrayOf } from "@genlab/base";
import type { Dataset } from "./dataset.js";
import { labelledImages } from "./labelled-images.js";

/**
 * The dataset of MNIST's two arrays, images uint8 `[count, 28, 28]` and labels uint8 `[count]`:
 * `x` `[28, 28, 1]`, scaled by 1/255, and `y`, 0 to 9.
 *
 * LeCun et al., "Gradient-based learning applied to document recognition", 1998, https://doi.org/10.1109/5.726791.
 *
 * @throws GenlabError for arrays of other types or shapes, and for labels that are no digit.
 */
export function mnistFromIdx(givenImages: GivenArray, givenLabels: GivenArray): Dataset {
  const images = ndArrayOf(givenImages, "The array of images");
  const labels = ndArrayOf(givenLabels, "The array of labels");
  const [count, height, width] = images.shape;
  if (!(images.data instanceof Uint8Array) || images.shape.length !== 3 || height !== 28 || width !== 28) {
    throw new GenlabError(
      `The images are ${describe(images)}, not uint8 [count, 28, 28]. Are images and labels swapped?`,
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
  const bad = labels.data.findIndex((label) => label > 9);
  if (bad >= 0) throw new GenlabError(`Label ${bad} is ${labels.data[bad]}, not a digit from 0 to 9.`);
  return labelledImages({ pixels: images.data, labels: labels.data, imageShape: [28, 28, 1], white: 255 });
}

function describe({ data, shape }: NdArray): string {
  const type = data instanceof Uint8Array ? "uint8" : data instanceof Int32Array ? "int32" : "float32";
  return `${type} [${shape.join(", ")}]`;
}
