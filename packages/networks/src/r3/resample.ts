import { matMul, mul, reshape, type Tensor, tensor2d, transpose } from "@tensorflow/tfjs-core";

/**
 * Bilinear images of twice the height and width: new pixels are `¾` of the nearest and `¼` of the next along either axis, and what lies
 * outside counts as 0.
 */
export function doubled(x: Tensor): Tensor {
  const [, height, width] = x.shape as [number, number, number];
  return byMatrices(x, doubling(height), doubling(width));
}

/** The transpose of `doubled` over 4, for even sizes: a filter of `[1, 3, 3, 1] / 8` along either axis, and every second pixel. */
export function halved(x: Tensor): Tensor {
  const [, height, width] = x.shape as [number, number, number];
  const halving = (size: number) => mul(0.5, transpose(doubling(size / 2)));
  return byMatrices(x, halving(height), halving(width));
}

/** `[2 size, size]`. */
function doubling(size: number): Tensor {
  const weights = new Float32Array(2 * size * size);
  for (let i = 0; i < 2 * size; i++) {
    const nearest = i >> 1;
    const next = i % 2 === 0 ? nearest - 1 : nearest + 1;
    weights[i * size + nearest] = 0.75;
    if (next >= 0 && next < size) weights[i * size + next] = 0.25;
  }
  return tensor2d(weights, [2 * size, size]);
}

/** Products of matrices have gradients of every order on every backend. */
function byMatrices(x: Tensor, rows: Tensor, columns: Tensor): Tensor {
  const [batch, height, width, channels] = x.shape as [number, number, number, number];
  const [newHeight, newWidth] = [rows.shape[0]!, columns.shape[0]!];
  const tall = matMul(rows, reshape(x, [batch, height, width * channels])); // [batch, new height, width · channels]
  const both = matMul(columns, reshape(tall, [batch * newHeight, width, channels]));
  return reshape(both, [batch, newHeight, newWidth, channels]);
}
