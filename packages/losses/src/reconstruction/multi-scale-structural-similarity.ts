import { describe, GenlabError, optionsOf, requireNonNegative } from "@genlab/core";
import { avgPool, exp, log, maximum, mean, mul, reshape, sub, type Tensor, type Tensor4D } from "@tensorflow/tfjs-core";
import { checkShapes } from "../check-shapes.js";
import { type BatchLoss, meanOverBatch } from "../loss.js";
import {
  checkImages,
  planesOf,
  type SimilarityOptions,
  similarityMaps,
  similarityOptionsOf,
} from "./similarity-maps.js";

export interface MultiScaleOptions extends SimilarityOptions {
  /** The exponent of each scale, the finest first. Default: the paper's five, which need images of 176 pixels a side. */
  readonly weights?: readonly number[];
}

/**
 * Makes the loss `1 − MS-SSIM(y, x)` of images `[batch, height, width, channels]`, with
 * `MS-SSIM = l_M^{w_M} Π_j cs_j^{w_j}` over scales that halve the image: each factor is the mean over the places of a channel, and
 * the product the mean over channels, not a sum; the loss is the mean over the batch.
 *
 * Wang et al. 2003, https://doi.org/10.1109/ACSSC.2003.1292216
 *
 * @throws GenlabError for weights below 0 or none, a range that is not above 0, a window that is no odd count, and options that it does
 * not have; from the loss, for what are no images that are large enough.
 */
export function multiScaleStructuralSimilarity(given: MultiScaleOptions = {}): BatchLoss {
  const owner = "multiScaleStructuralSimilarity";
  const { weights = [0.0448, 0.2856, 0.3001, 0.2363, 0.1333], ...others } = optionsOf(owner, given);
  const options = similarityOptionsOf("multiScaleStructuralSimilarity", others);
  if (!Array.isArray(weights) || weights.length === 0)
    throw new GenlabError(
      `\`weights\` of multiScaleStructuralSimilarity is ${describe(weights)}. Give a list of one at least.`,
    );
  requireNonNegative(
    "multiScaleStructuralSimilarity",
    Object.fromEntries(weights.map((weight, i) => [`weights[${i}]`, weight])),
  );
  const smallest = options.window * 2 ** (weights.length - 1);
  return meanOverBatch((prediction, target) => {
    checkShapes("multiScaleStructuralSimilarity", { prediction, target });
    checkImages("multiScaleStructuralSimilarity", target, smallest, "Give fewer `weights`, or a smaller `window`.");
    const similarity = similarityOver(weights, planesOf(prediction), planesOf(target), options); // [batch * channels]
    return sub(1, mean(reshape(similarity, [target.shape[0]!, -1]), 1));
  });
}

/** `Π_j cs_j^{w_j}` over the scales, with the luminance of the last, of each plane: `[batch * channels]`. */
function similarityOver(
  weights: readonly number[],
  x: Tensor4D,
  y: Tensor4D,
  options: Required<SimilarityOptions>,
): Tensor {
  const [weight, ...rest] = weights as [number, ...number[]];
  const { luminance, structure } = similarityMaps(x, y, options);
  if (rest.length === 0) return power(mul(luminance, structure), weight);
  return mul(power(structure, weight), similarityOver(rest, halved(x), halved(y), options));
}

const halved = (planes: Tensor4D) => avgPool(planes, 2, 2, "valid");

/** The mean of each plane to a power; planes that are unlike have a mean below 0, whose power is not a number. */
const power = (map: Tensor, exponent: number) => exp(mul(exponent, log(maximum(mean(map, [1, 2, 3]), 1e-6))));
