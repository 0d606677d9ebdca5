import { type Context, requireShape } from "@genlab/core";
import { add, mean, mul, sub, type Tensor } from "@tensorflow/tfjs-core";

/**
 * Random brightness, saturation and contrast for each example of `x` `[batch, height, width, channels]`, with values in [-1, 1].
 * Zhao et al. 2020 (DiffAugment), https://arxiv.org/abs/2006.10738
 *
 * @throws GenlabError for what are no images.
 */
export function augmentColor(x: Tensor, { rng }: Context): Tensor {
  requireShape("augmentColor", x, ["batch", "height", "width", "channels"]);
  const factor = (min: number, max: number) => rng.uniform([x.shape[0]!, 1, 1, 1], min, max);
  const bright = add(x, factor(-0.5, 0.5));
  const saturated = awayFrom(mean(bright, 3, true), bright, factor(0, 2));
  return awayFrom(mean(saturated, [1, 2, 3], true), saturated, factor(0.5, 1.5));
}

function awayFrom(center: Tensor, x: Tensor, factor: Tensor): Tensor {
  return add(mul(sub(x, center), factor), center);
}
