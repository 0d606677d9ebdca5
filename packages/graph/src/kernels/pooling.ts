import {
  AvgPool,
  type AvgPoolAttrs,
  AvgPoolGrad,
  type AvgPoolGradAttrs,
  MaxPool,
  type MaxPoolAttrs,
  MaxPoolGrad,
  type MaxPoolGradAttrs,
} from "@tensorflow/tfjs-core";
import { constant, make } from "../make.js";
import type { Node, Window } from "../node.js";
import {
  add,
  broadcast,
  div,
  equal,
  fill,
  type Kernels,
  kernel,
  mul,
  not,
  pad,
  reshape,
  select,
  slice,
} from "./kernel.js";
import { poolOf } from "./window.js";

/** The most negative float32. An infinity would give NaN in products with zero. */
const LOWEST = -3.4028234663852886e38;

/** Pooling over windows of images `[batch, height, width, channels]`. */
export const pooling: Kernels = {
  [AvgPool]: kernel<AvgPoolAttrs>(({ x }, attributes) => {
    const { window, filter, size } = poolOf(x!.shape, attributes);
    const tiles = tilesOf(x!.shape, window, filter);
    if (tiles) return make("mean", [reshape(x!, tiles)], { axes: [2, 4], keepDims: false });
    const sums = make("conv2d", [x!, boxes(x!, filter)], { ...window, depthwise: true, dilations: [1, 1] });
    return div(sums, entriesInside(x!.shape, window, filter, size));
  }),
  [AvgPoolGrad]: kernel<AvgPoolGradAttrs>(({ dy, input }, attributes) => {
    const { window, filter } = poolOf(input!.shape, attributes);
    const { shape } = input!;
    // tfjs divides by the whole window, also at the border
    const share = mul(dy!, 1 / (filter[0] * filter[1]));
    const tiles = tilesOf(shape, window, filter);
    if (tiles) {
      const apart = tiles.map((length, i) => (i === 2 || i === 4 ? 1 : length));
      return reshape(broadcast(reshape(share, apart), tiles), shape);
    }
    return make("conv2dByInput", [share, boxes(input!, filter)], { ...window, depthwise: true, inputShape: shape });
  }),
  [MaxPool]: kernel<MaxPoolAttrs>(({ x }, attributes) => {
    const { window, filter } = poolOf(x!.shape, attributes);
    return make("maxPool", [x!], { ...window, window: filter });
  }),
  [MaxPoolGrad]: kernel<MaxPoolGradAttrs>(({ dy, input, output }, attributes) =>
    toFirstMaxima(dy!, input!, output!, attributes),
  ),
};

/** `[batch, rows, height, columns, width, channels]`, where windows neither overlap nor leave anything out. */
function tilesOf(
  [batch, height, width, channels]: readonly number[],
  { strides, pads }: Window,
  filter: [number, number],
) {
  const [rows, columns] = filter;
  const isTiled = rows === strides[0] && columns === strides[1] && height! % rows === 0 && width! % columns === 0;
  if (!isTiled || pads.some((size) => size > 0)) return undefined;
  return [batch!, height! / rows, rows, width! / columns, columns, channels!];
}

const boxes = (x: Node, [rows, columns]: [number, number]): Node => fill([rows, columns, x.shape[3]!, 1], 1);

/** How many entries of each window lie in the image, `[1, height, width, 1]`. */
function entriesInside(
  shape: readonly number[],
  { strides, pads }: Window,
  filter: [number, number],
  size: [number, number],
): Node {
  const along = (i: 0 | 1) =>
    Array.from({ length: size[i] }, (_, at) => {
      const start = at * strides[i] - pads[i]!;
      return Math.min(start + filter[i], shape[i + 1]!) - Math.max(start, 0);
    });
  const columns = along(1);
  const counts = along(0).flatMap((rows) => columns.map((count) => rows * count));
  return constant(Float32Array.from(counts), [1, ...size, 1], "float32");
}

/** Adds each dy to the first entry of its window that is the maximum. */
function toFirstMaxima(dy: Node, x: Node, maxima: Node, attributes: MaxPoolGradAttrs): Node {
  const { window, filter } = poolOf(x.shape, attributes);
  const [top, left, bottom, right] = window.pads;
  const enclosed = pad(
    x,
    [
      [0, 0],
      [top, bottom],
      [left, right],
      [0, 0],
    ],
    LOWEST,
  );
  const { shape } = enclosed;
  let open: Node | undefined;
  let sum: Node | undefined;
  for (let row = 0; row < filter[0]; row++) {
    for (let column = 0; column < filter[1]; column++) {
      const entries = slice(enclosed, [0, row, column, 0], dy.shape, [1, ...window.strides, 1]);
      const isMaximum = equal(entries, maxima);
      const chosen: Node = open ? make("and", [isMaximum, open]) : isMaximum;
      open = open ? make("and", [open, not(isMaximum)]) : not(isMaximum);
      const placed = spread(select(chosen, dy, 0), window, [row, column], shape);
      sum = sum ? add(sum, placed) : placed;
    }
  }
  return slice(sum!, [0, top, left, 0], x.shape);
}

/** Puts entries back where a strided slice from `begin` took them, between zeros. */
function spread(dy: Node, { strides }: Window, begin: readonly [number, number], shape: readonly number[]): Node {
  let wide = dy;
  strides.forEach((stride, i) => {
    const axis = i + 1;
    const lengths = wide.shape;
    const length = lengths[axis]!;
    const apart = reshape(wide, [...lengths.slice(0, axis + 1), 1, ...lengths.slice(axis + 1)]);
    const stuffed = pad(
      apart,
      apart.shape.map((_, k): [number, number] => [0, k === axis + 1 ? stride - 1 : 0]),
    );
    const joined = reshape(stuffed, lengths.with(axis, length * stride));
    const used = (length - 1) * stride + 1;
    const trimmed = slice(
      joined,
      lengths.map(() => 0),
      lengths.with(axis, used),
    );
    const before = begin[i]!;
    wide = pad(
      trimmed,
      lengths.map((_, k): [number, number] => (k === axis ? [before, shape[axis]! - before - used] : [0, 0])),
    );
  });
  return wide;
}
