import { type Context, type Rng, requireShape } from "@genlab/core";
import { add, cast, floor, greaterEqual, less, mul, range, reshape, sub, type Tensor } from "@tensorflow/tfjs-core";

/**
 * Sets a rectangle of half the height and width, at a random place of each example of `x` `[batch, height, width, channels]`, to 0.
 * Part of it may lie outside. Zhao et al. 2020 (DiffAugment), https://arxiv.org/abs/2006.10738
 *
 * @throws GenlabError for what are no images.
 */
export function augmentCutout(x: Tensor, { rng }: Context): Tensor {
  requireShape("augmentCutout", x, ["batch", "height", "width", "channels"]);
  const [batch, height, width] = x.shape as [number, number, number];
  const rows = reshape(inside(batch, height, rng), [batch, height, 1, 1]);
  const columns = reshape(inside(batch, width, rng), [batch, 1, width, 1]);
  return mul(x, sub(1, mul(rows, columns)));
}

/** 1 in an interval of half the size with a random center, 0 elsewhere: `[batch, size]`. */
function inside(batch: number, size: number, rng: Rng): Tensor {
  const length = Math.round(size / 2);
  const center = floor(mul(rng.uniform([batch, 1]), size + 1 - (length % 2)));
  const start = sub(center, Math.floor(length / 2));
  const places = reshape(range(0, size), [1, size]);
  return mul(cast(greaterEqual(places, start), "float32"), cast(less(places, add(start, length)), "float32"));
}
