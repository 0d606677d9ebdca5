import { type Rng, refuseUnknown, requireCounts, requireRng, requireShape, requireShares } from "@genlab/core";
import {
  abs,
  add,
  cast,
  clipByValue,
  div,
  equal,
  floor,
  less,
  matMul,
  mul,
  range,
  relu,
  reshape,
  reverse,
  sub,
  type Tensor,
  transpose,
} from "@tensorflow/tfjs-core";

export interface ScaledTurnsOptions {
  /** How many examples are to be moved. */
  readonly count: number;
  /** The share of them that is moved at all. Default 1. */
  readonly share?: number;
  /** The least scale; the largest is 1. Default 0.25. */
  readonly leastScale?: number;
}

/** Moves each example of maps `[count, height, width, channels]`, of any size, as it does those of another. */
export type SpatialMap = (x: Tensor) => Tensor;

/**
 * Draws for each example whether it is moved, a scale, and one of the three quarter turns, by which pictures and maps of their codes can be
 * moved alike. What is scaled stands in the middle of a map of the size it had, bilinear and continued by its edges; maps whose height is
 * not their width make half turns alone.
 *
 * Kouzelis et al. 2025 (EQ-VAE), https://arxiv.org/abs/2502.09509, where scaled maps are smaller instead
 *
 * @throws GenlabError for a share or a scale that is none; the map, for what are no maps of so many examples.
 */
export function drawScaledTurns(options: ScaledTurnsOptions, rng: Rng): SpatialMap {
  const { count, share = 1, leastScale = 0.25, ...others } = options;
  refuseUnknown("drawScaledTurns", others, { count, share, leastScale });
  requireCounts("drawScaledTurns", { count });
  requireShares("drawScaledTurns", { share, leastScale });
  requireRng("drawScaledTurns", rng);
  const each = [count, 1, 1, 1] as const;
  const isMoved = cast(less(rng.uniform(each), share), "float32");
  const scale = rng.uniform([count, 1, 1], leastScale, 1);
  const turns = add(1, floor(rng.uniform(each, 0, 3)));
  return (x) => {
    requireShape("drawScaledTurns", x, [count, "height", "width", "channels"]);
    const scaled = scaledRows(scaledRows(x, scale), scale);
    return add(mul(isMoved, turned(scaled, turns)), mul(sub(1, isMoved), x));
  };
}

/** By `turns` `[batch, 1, 1, 1]` of 1, 2 or 3 quarters. */
function turned(x: Tensor, turns: Tensor): Tensor {
  const half = reverse(x, [1, 2]);
  if (x.shape[1] !== x.shape[2]) return half;
  const mirrored = transpose(x, [0, 2, 1, 3]);
  const all = [reverse(mirrored, 1), half, reverse(mirrored, 2)];
  // a sum of all, of which one counts: no backend reads the turns
  return all.map((y, i) => mul(cast(equal(turns, i + 1), "float32"), y)).reduce((sum, y) => add(sum, y));
}

/** Scales along the second axis by `scale` `[batch, 1, 1]`, and swaps it with the third. */
function scaledRows(x: Tensor, scale: Tensor): Tensor {
  const [batch, size, other, channels] = x.shape as [number, number, number, number];
  const middle = (size - 1) / 2;
  const target = reshape(sub(range(0, size), middle), [1, size, 1]);
  const source = reshape(range(0, size), [1, 1, size]);
  const place = clipByValue(add(div(target, scale), middle), 0, size - 1); // [batch, size, 1]
  const weights = relu(sub(1, abs(sub(place, source)))); // [batch, size, size]
  const moved = reshape(matMul(weights, reshape(x, [batch, size, other * channels])), x.shape);
  return transpose(moved, [0, 2, 1, 3]);
}
