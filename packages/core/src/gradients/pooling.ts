import {
  AvgPool,
  type AvgPoolAttrs,
  AvgPoolGrad,
  addN,
  avgPool,
  backend_util,
  cast,
  engine,
  equal,
  fill,
  logicalAnd,
  logicalNot,
  logicalOr,
  MaxPool,
  type MaxPoolAttrs,
  maxPool,
  mul,
  pad,
  slice,
  type Tensor,
  type Tensor4D,
  tensor,
  where,
  zerosLike,
} from "@tensorflow/tfjs-core";
import { stuff, unstuff } from "./along.js";
import { type Definitions, unary } from "./definition.js";

/** Pooling over windows of images `[batch, height, width, channels]`. Of equal maxima the first has the gradient, as in PyTorch. */
export const pooling: Definitions = {
  [AvgPool]: unary<AvgPoolAttrs>((dy, x, attributes) => {
    const frame = frameOf(x, attributes);
    const weighted = frame.padded ? mul(dy, shareOfBorder(frame)) : dy;
    return crop(run(AvgPoolGrad, { dy: weighted, input: enclose(x, frame, 0) }, frame), x, frame);
  }),
  [AvgPoolGrad]: {
    inputsToSave: ["input"],
    gradFunc: (ddx, [input], attributes) => {
      const { filterSize, strides, pad } = attributes as unknown as AvgPoolAttrs;
      return {
        dy: () => avgPool(ddx as Tensor4D, filterSize, strides, pad),
        input: () => fill(input!.shape, 0),
      };
    },
  },
  // composed, because the kernel of the wasm backend overlooks windows without a positive entry and prefers the last of equals
  [MaxPool]: unary<MaxPoolAttrs>((dy, x, attributes) => {
    const frame = frameOf(x, attributes);
    const framed = enclose(x, frame, LOWEST);
    const maxima = maxPool(framed as Tensor4D, frame.filterSize, frame.strides, "valid");
    let found: Tensor = cast(zerosLike(dy), "bool");
    const layers = tapsOf(frame).map((tap) => {
      const hit = equal(take(framed, tap, frame), maxima);
      const first = logicalAnd(hit, logicalNot(found));
      found = logicalOr(found, hit);
      return place(where(first, dy, zerosLike(dy)), tap, frame);
    });
    return crop(addN(layers), x, frame);
  }),
};

/** The most negative float32. An infinity would give NaN in products with zero. */
const LOWEST = -3.4028234663852886e38;

/** The border that makes a pooling 'valid': backends disagree about the others in their backward kernels. */
interface Frame {
  readonly filterSize: [number, number];
  readonly strides: [number, number];
  readonly paddings: [number, number][];
  readonly padded: boolean;
  readonly inputSize: [number, number];
  readonly framedSize: [number, number];
  readonly outputSize: [number, number];
}

function frameOf(x: Tensor, { filterSize, strides, pad, dimRoundingMode }: MaxPoolAttrs): Frame {
  const info = backend_util.computePool2DInfo((x as Tensor4D).shape, filterSize, strides, 1, pad, dimRoundingMode);
  const { top, left } = info.padInfo;
  const bottom = (info.outHeight - 1) * info.strideHeight + info.filterHeight - top - info.inHeight;
  const right = (info.outWidth - 1) * info.strideWidth + info.filterWidth - left - info.inWidth;
  const paddings: [number, number][] = [
    [0, 0],
    [top, Math.max(0, bottom)],
    [left, Math.max(0, right)],
    [0, 0],
  ];
  return {
    filterSize: [info.filterHeight, info.filterWidth],
    strides: [info.strideHeight, info.strideWidth],
    paddings,
    padded: paddings.some(([before, after]) => before > 0 || after > 0),
    inputSize: [info.inHeight, info.inWidth],
    framedSize: [info.inHeight + top + Math.max(0, bottom), info.inWidth + left + Math.max(0, right)],
    outputSize: [info.outHeight, info.outWidth],
  };
}

const enclose = (x: Tensor, { padded, paddings }: Frame, value: number) => (padded ? pad(x, paddings, value) : x);

const crop = (dx: Tensor, x: Tensor, { padded, paddings }: Frame) =>
  padded
    ? slice(
        dx,
        paddings.map(([before]) => before),
        x.shape,
      )
    : dx;

const run = (kernel: string, inputs: Record<string, Tensor>, { filterSize, strides }: Frame) =>
  engine().runKernel<Tensor>(kernel, inputs, { filterSize, strides, pad: "valid" });

/** An average leaves the border out: entries of a window by those of them that are in the image, `[1, height, width, 1]`. */
function shareOfBorder({ filterSize, strides, paddings, inputSize, outputSize }: Frame): Tensor {
  const inside = (axis: 0 | 1) =>
    Array.from({ length: outputSize[axis] }, (_, i) => {
      const start = i * strides[axis] - paddings[axis + 1]![0];
      return Math.min(start + filterSize[axis], inputSize[axis]) - Math.max(start, 0);
    });
  const columns = inside(1);
  const shares = inside(0).map((rows) => columns.map((count) => (filterSize[0] * filterSize[1]) / (rows * count)));
  return tensor(shares.flat(), [1, ...outputSize, 1]);
}

type Tap = readonly [top: number, left: number];

/** The places of the entries in a window, row by row. */
const tapsOf = ({ filterSize: [rows, columns] }: Frame) =>
  Array.from({ length: rows * columns }, (_, tap): Tap => [Math.floor(tap / columns), tap % columns]);

/** The entries at one place of every window: `[batch, window rows, window columns, channels]`. */
function take(x: Tensor, [top, left]: Tap, { strides: [down, across], outputSize: [rows, columns] }: Frame): Tensor {
  const [batch, , , channels] = x.shape as [number, number, number, number];
  const size = [batch, (rows - 1) * down + 1, (columns - 1) * across + 1, channels];
  return unstuff(unstuff(slice(x, [0, top, left, 0], size), 1, down), 2, across);
}

/** The transpose of `take`. */
function place(
  entries: Tensor,
  [top, left]: Tap,
  { strides: [down, across], framedSize: [height, width] }: Frame,
): Tensor {
  const spread = stuff(stuff(entries, 1, down), 2, across);
  const [, rows, columns] = spread.shape as [number, number, number, number];
  return pad(spread, [
    [0, 0],
    [top, height - top - rows],
    [left, width - left - columns],
    [0, 0],
  ]);
}
