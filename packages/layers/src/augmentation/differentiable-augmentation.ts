import type { Context } from "@genlab/core";
import type { Tensor } from "@tensorflow/tfjs-core";
import { augmentColor } from "./augment-color.js";
import { augmentCutout } from "./augment-cutout.js";
import { augmentTranslation } from "./augment-translation.js";

/**
 * Color, translation and cutout, for real and generated images alike before a discriminator, in training it and the generator.
 * Zhao et al. 2020 (DiffAugment), https://arxiv.org/abs/2006.10738
 *
 * @throws GenlabError for what are no images.
 */
export function differentiableAugmentation(x: Tensor, context: Context): Tensor {
  return augmentCutout(augmentTranslation(augmentColor(x, context), context), context);
}
