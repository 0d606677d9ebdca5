import type { Context } from "@genlab/core";
import { differentiableAugmentation } from "@genlab/layers";
import { fromSigned, toSigned } from "@genlab/networks";
import { type Tensor, tidy } from "@tensorflow/tfjs-core";

/**
 * Color, translation and cutout of images `[batch, height, width, channels]` in [0, 1]: an `augmentation` of `Gan`, against a
 * discriminator that learns a small data set by heart. Zhao et al. 2020 (DiffAugment), https://arxiv.org/abs/2006.10738
 */
export function augmentImages(x: Tensor, context: Context): Tensor {
  return tidy(() => fromSigned(differentiableAugmentation(toSigned(x), context)));
}
