import {
  add,
  cast,
  div,
  lessEqual,
  matMul,
  maximum,
  mean,
  min,
  mul,
  reshape,
  type Scalar,
  scalar,
  slice,
  sqrt,
  square,
  squaredDifference,
  sub,
  sum,
  type Tensor,
  topk,
  transpose,
} from "@tensorflow/tfjs-core";

/** `√(Σ Var(y) / Σ Var(x))` over the examples of two batches: 0 where all of `y` are the same, about 1 where they differ as much as `x` do. */
export const spreadRatio = (y: Tensor, x: Tensor): Scalar => sqrt(div(variance(y), maximum(variance(x), TINY)));

/** Neighbours that a neighbourhood reaches to, as many as in `densityCoverage`. */
const NEIGHBOURS = 5;

/**
 * How samples `y` compare with data `x`: `spread`; `distinct`, the mean distance to the nearest other one against that of the data; and
 * `coverage`, the share of `x` with one of `y` no farther than its fifth neighbour, of equal distributions 0.97 on average. Naeem et al.
 * 2020, https://arxiv.org/abs/2002.09797
 */
export function whatIsCovered(x: Tensor, y: Tensor): Readonly<Record<string, Scalar>> {
  const [data, samples] = [rows(x), rows(y)];
  const count = Math.min(data.shape[0]!, samples.shape[0]!);
  if (count < 2) return { spread: spreadRatio(y, x) }; // there is no other one
  const neighbours = Math.min(NEIGHBOURS, data.shape[0]! - 1);
  const ofData = nearest(data, neighbours + 1); // [count, neighbours + 1], itself first
  const radii = slice(ofData, [0, neighbours], [-1, 1]);
  const reached = lessEqual(min(distances(data, samples), 1, true), radii); // [count, 1]
  const apart = (squares: Tensor) => mean<Scalar>(sqrt(slice(squares, [0, 1], [-1, 1])));
  return {
    spread: spreadRatio(y, x),
    distinct: div(apart(nearest(samples, 2)), maximum(apart(ofData), TINY)),
    coverage: mean<Scalar>(cast(reached, "float32")),
  };
}

/** Squares of the distances to so many nearest rows, rising. */
const nearest = (of: Tensor, count: number) => mul(topk(mul(distances(of, of), -1), count).values, -1);

const TINY = 1e-12;

const rows = (x: Tensor) => reshape(x, [x.shape[0]!, -1]);

function variance(x: Tensor): Scalar {
  const all = rows(x);
  return sum<Scalar>(mean(squaredDifference(all, mean(all, 0, true)), 0));
}

/** Squares of the distances of each of `a` to each of `b`, `[a, b]`. */
function distances(a: Tensor, b: Tensor): Tensor {
  // about a common origin, for few bits are lost where all are far from 0
  const origin = mean(a, 0, true);
  const [u, v] = [sub(a, origin), sub(b, origin)];
  const ends = add(sum(square(u), 1, true), transpose(sum(square(v), 1, true))); // [a, b]
  return maximum(sub(ends, mul(scalar(2), matMul(u as never, v as never, false, true))), scalar(0));
}
