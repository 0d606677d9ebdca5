import { mean, mul, reshape, sub } from "@tensorflow/tfjs-core";
import { checkShapes } from "../check-shapes.js";
import { type BatchLoss, meanOverBatch } from "../loss.js";
import { checkImages, planesOf, type SimilarityOptions, similarityMaps } from "./similarity-maps.js";

/**
 * Makes the loss `1 − SSIM(y, x)` of images `[batch, height, width, channels]`, in [0, 2]: SSIM is the mean over the places and
 * channels of an image, not a sum; the loss is the mean over the batch.
 *
 * Wang et al. 2004, https://doi.org/10.1109/TIP.2003.819861
 */
export function structuralSimilarity(options: SimilarityOptions = {}): BatchLoss {
  return meanOverBatch((prediction, target) => {
    checkShapes("structuralSimilarity", { prediction, target });
    checkImages("structuralSimilarity", target, options.window ?? 11, "Choose a smaller `window`.");
    const { luminance, structure } = similarityMaps(planesOf(prediction), planesOf(target), options);
    return sub(1, mean(reshape(mul(luminance, structure), [target.shape[0]!, -1]), 1));
  });
}
