import { GenlabError } from "@genlab/core";
import { reshape, type Tensor, transpose } from "@tensorflow/tfjs-core";

/**
 * Joins so many neighbours of a batch along the last axis: from `[batch, ..., channels]` to `[batch / size, ..., size · channels]`.
 * Lin et al. 2017 (PacGAN), https://arxiv.org/abs/1712.04086
 */
export function pack(x: Tensor, size: number): Tensor {
  if (size === 1) return x;
  const [batch, ...shape] = x.shape as [number, ...number[]];
  if (batch % size !== 0) {
    throw new GenlabError(`A batch of ${batch} cannot be packed by ${size}. Use a batch size divisible by ${size}.`);
  }
  const [places, channels] = [shape.slice(0, -1), shape.at(-1)!];
  const members = reshape(x, [batch / size, size, ...shape]);
  const axes = [0, ...places.map((_, i) => i + 2), 1, shape.length + 1];
  return reshape(transpose(members, axes), [batch / size, ...places, size * channels]);
}
