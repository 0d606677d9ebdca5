import {
  Cumsum,
  type CumsumAttrs,
  cast,
  cumsum,
  div,
  equal,
  fill,
  Max,
  type MaxAttrs,
  Mean,
  type MeanAttrs,
  Min,
  type MinAttrs,
  max,
  min,
  mul,
  Prod,
  type ProdAttrs,
  pad,
  prod,
  reshape,
  reverse,
  Sum,
  type SumAttrs,
  slice,
  sum,
  type Tensor,
  transpose,
  util,
} from "@tensorflow/tfjs-core";
import { type Definitions, expand, unary } from "./definition.js";

/** Reductions over axes. */
export const reduction: Definitions = {
  [Sum]: unary<SumAttrs>((dy, x, { axis }) => expand(keepingAxes(dy, x, axis), x.shape)),
  [Mean]: unary<MeanAttrs>((dy, x, { axis }) => mul(keepingAxes(dy, x, axis), fill(x.shape, dy.size / x.size))),
  [Max]: unary<MaxAttrs>((dy, x, { reductionIndices: axis }) =>
    mul(keepingAxes(dy, x, axis), shareOfExtreme(x, max(x, axis, true), axis)),
  ),
  [Min]: unary<MinAttrs>((dy, x, { axis }) =>
    mul(keepingAxes(dy, x, axis), shareOfExtreme(x, min(x, axis, true), axis)),
  ),
  [Prod]: unary<ProdAttrs>((dy, x, { axis }) => mul(keepingAxes(dy, x, axis), productOfOthers(x, axis))),
  [Cumsum]: unary<CumsumAttrs>((dy, _x, { axis, exclusive, reverse: backwards }) =>
    cumsum(dy, axis, exclusive, !backwards),
  ),
};

type Axis = number | number[] | null | undefined;

const axesOf = (x: Tensor, axis: Axis) => util.parseAxisParam(axis ?? x.shape.map((_, i) => i), x.shape);

/** A reduced tensor with size one along the axes that were reduced. */
function keepingAxes(dy: Tensor, x: Tensor, axis: Axis): Tensor {
  const axes = axesOf(x, axis);
  return reshape(
    dy,
    x.shape.map((size, i) => (axes.includes(i) ? 1 : size)),
  );
}

/** Ties share the gradient equally, as in PyTorch's `amax`. */
function shareOfExtreme(x: Tensor, extreme: Tensor, axis: Axis): Tensor {
  const hits = cast(equal(x, extreme), "float32");
  return div(hits, sum(hits, axesOf(x, axis), true));
}

/** For every entry the product of the others along the axes, exact where some are zero. */
function productOfOthers(x: Tensor, axis: Axis): Tensor {
  const axes = axesOf(x, axis);
  const kept = x.shape.map((_, i) => i).filter((i) => !axes.includes(i));
  const order = [...kept, ...axes];
  const moved = transpose(x, order);
  const others = exclusiveProduct(reshape(moved, [-1, axes.reduce((size, i) => size * x.shape[i]!, 1)]));
  const undo = order.map((_, i) => order.indexOf(i));
  return transpose(reshape(others, moved.shape), undo);
}

/** The product of all other entries of a row `[rows, n]`, by a tree: linear work, and differentiable at zeros. */
function exclusiveProduct(x: Tensor): Tensor {
  const [rows, n] = x.shape as [number, number];
  if (n === 1) return fill(x.shape, 1);
  const even =
    n % 2 === 0
      ? x
      : pad(
          x,
          [
            [0, 0],
            [0, 1],
          ],
          1,
        );
  const pairs = reshape(even, [rows, -1, 2]);
  const outside = exclusiveProduct(prod(pairs, 2)); // [rows, pairs]
  const others = mul(reshape(outside, [rows, -1, 1]), reverse(pairs, 2));
  return slice(reshape(others, even.shape), [0, 0], [rows, n]);
}
