import { requireCounts, requireShape } from "@genlab/core";
import { concat, reshape, type Tensor } from "@tensorflow/tfjs-core";
import type { Activation } from "./activations/activation.js";

/**
 * Each pixel becomes `factor × factor` of it: from `[batch, height, width, channels]` to `[batch, factor · height, factor · width, channels]`.
 *
 * @throws GenlabError for a factor that is none; the function, for what are no images.
 */
export function upsample(factor = 2): Activation {
  requireCounts("upsample", { factor });
  const repeat = (x: Tensor, axis: number) => concat(new Array<Tensor>(factor).fill(x), axis);
  return (x) => {
    requireShape("upsample", x, ["batch", "height", "width", "channels"]);
    const [batch, height, width, channels] = x.shape as [number, number, number, number];
    // copies of a row's neighbours in memory: no backend needs a kernel for resizing, nor for its gradient
    const wide = reshape(repeat(x, 3), [batch, height, 1, factor * width * channels]); // [batch, height, 1, a row]
    return reshape(repeat(wide, 2), [batch, factor * height, factor * width, channels]);
  };
}
