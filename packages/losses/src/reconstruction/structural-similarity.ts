import { mean, mul, reshape, sub } from "@tensorflow/tfjs-core";
import { checkShapes } from "../check-shapes.js";
import { type BatchLoss, meanOverBatch } from "../loss.js";
import {
  checkImages,
  planesOf,
  type SimilarityOptions,
  similarityMaps,
  similarityOptionsOf,
} from "./similarity-maps.js";

/**
 * Makes the loss `1 − SSIM(y, x)` of images `[batch, height, width, channels]`, in [0, 2]: SSIM is the mean over the places and
 * channels of an image, not a sum; the loss is the mean over the batch.
 *
 * Wang et al. 2004, https://doi.org/10.1109/TIP.2003.819861
 *
 * @throws GenlabError for a range that is not above 0, a window that is no odd count, and options that it does not have; from the loss,
 * for what are no images of the window's size.
 */
export function structuralSimilarity(options: SimilarityOptions = {}): BatchLoss {
  const { range, window } = similarityOptionsOf("structuralSimilarity", options);
  return meanOverBatch((prediction, target) => {
    checkShapes("structuralSimilarity", { prediction, target });
    checkImages("structuralSimilarity", target, window, "Choose a smaller `window`.");
    const { luminance, structure } = similarityMaps(planesOf(prediction), planesOf(target), { range, window });
    return sub(1, mean(reshape(mul(luminance, structure), [target.shape[0]!, -1]), 1));
  });
}
