import { GenlabError, requireCounts, requireShape } from "@genlab/core";
import { mean, reshape, type Tensor } from "@tensorflow/tfjs-core";
import type { Activation } from "./activations/activation.js";
import { toFloat } from "./to-float.js";

/**
 * The mean of each `factor × factor` square: from `[batch, height, width, channels]` to `[batch, height / factor, width / factor, channels]`.
 *
 * @throws GenlabError for a factor that is none; the function, for what are no images, and for sizes that the factor does not divide.
 */
export function averagePool(factor = 2): Activation {
  requireCounts("averagePool", { factor });
  return (x) => {
    requireShape("averagePool", x, ["batch", "height", "width", "channels"]);
    const [batch, height, width, channels] = x.shape as [number, number, number, number];
    if (height % factor !== 0 || width % factor !== 0) {
      throw new GenlabError(
        `averagePool(${factor}) got shape [${x.shape}]. Expected height and width divisible by ${factor}.`,
      );
    }
    const [rows, columns] = [height / factor, width / factor];
    // means of low rank, which every backend has, and has a gradient of
    const low: Tensor = mean(reshape(toFloat(x), [batch * rows, factor, width * channels]), 1); // [batch · rows, width · channels]
    const narrow: Tensor = mean(reshape(low, [batch * rows * columns, factor, channels]), 1); // [batch · rows · columns, channels]
    return reshape(narrow, [batch, rows, columns, channels]);
  };
}
