import { type Context, type Rng, requireShape } from "@genlab/core";
import {
  add,
  cast,
  equal,
  floor,
  matMul,
  mul,
  range,
  reshape,
  sub,
  type Tensor,
  transpose,
} from "@tensorflow/tfjs-core";

/**
 * Shifts each example of `x` `[batch, height, width, channels]` by up to an eighth of its size in both directions; zeros come in.
 * Zhao et al. 2020 (DiffAugment), https://arxiv.org/abs/2006.10738
 *
 * @throws GenlabError for what are no images.
 */
export function augmentTranslation(x: Tensor, { rng }: Context): Tensor {
  requireShape("augmentTranslation", x, ["batch", "height", "width", "channels"]);
  const turned = shiftRows(x, rng); // [batch, width, height, channels]
  return shiftRows(turned, rng);
}

/** Shifts along the second axis and swaps it with the third. */
function shiftRows(x: Tensor, rng: Rng): Tensor {
  const [batch, size, other, channels] = x.shape as [number, number, number, number];
  const most = Math.round(size / 8);
  const shift = sub(floor(mul(rng.uniform([batch, 1, 1]), 2 * most + 1)), most);
  const target = reshape(range(0, size), [1, size, 1]);
  const source = reshape(range(0, size), [1, 1, size]);
  // a matmul with a shifted identity: every backend has it and its gradient, and no backend reads the shift
  const move = cast(equal(target, add(source, shift)), "float32"); // [batch, size, size]
  const moved = reshape(matMul(move, reshape(x, [batch, size, other * channels])), x.shape);
  return transpose(moved, [0, 2, 1, 3]);
}
