import { GenlabError, requireCounts, requireShape } from "@genlab/core";
import { reshape, transpose } from "@tensorflow/tfjs-core";
import type { Activation } from "./activations/activation.js";

/**
 * Channels to pixels: from `[batch, height, width, factor² · channels]` to `[batch, factor · height, factor · width, channels]`.
 * Channel `(row · factor + column) · channels + c` of a pixel goes to `c` at `(row, column)` of its square, as TensorFlow's
 * `depth_to_space`. Shi et al. 2016, https://arxiv.org/abs/1609.05158
 *
 * @throws GenlabError for a factor that is none; the function, for what are no images, and for channels that `factor²` does not divide.
 */
export function pixelShuffle(factor = 2): Activation & { readonly factor: number } {
  requireCounts("pixelShuffle", { factor });
  const shuffled: Activation = (x) => {
    requireShape("pixelShuffle", x, ["batch", "height", "width", "channels"]);
    const [batch, height, width, depth] = x.shape as [number, number, number, number];
    const channels = depth / factor ** 2;
    if (!Number.isInteger(channels)) {
      throw new GenlabError(
        `pixelShuffle(${factor}) got shape [${x.shape}]. Expected channels divisible by ${factor ** 2}.`,
      );
    }
    const rows = reshape(x, [batch * height, width, factor, factor * channels]); // [.., column, row inside, columns inside]
    return reshape(transpose(rows, [0, 2, 1, 3]), [batch, factor * height, factor * width, channels]);
  };
  factors.set(shuffled, factor);
  return Object.assign(shuffled, { factor });
}

/** By the function, as one of somebody else may have a `factor` too. */
const factors = new WeakMap<object, number>();

/** The factor of a function of `pixelShuffle`; of none else. */
export const shuffledBy = (layer: object): number | undefined => factors.get(layer);
