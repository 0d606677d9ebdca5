import {
  AvgPool,
  type AvgPoolAttrs,
  AvgPoolGrad,
  addN,
  argMax,
  avgPool,
  backend_util,
  cast,
  engine,
  expandDims,
  fill,
  MaxPool,
  type MaxPoolAttrs,
  mul,
  oneHot,
  pad,
  slice,
  squeeze,
  stack,
  stridedSlice,
  type Tensor,
  type Tensor4D,
  tensor,
} from "@tensorflow/tfjs-core";
import { padAlong, sliceAlong, stuff } from "./along.js";
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
  // composed, because the kernel of the wasm backend loses windows of which all entries are negative
  [MaxPool]: unary<MaxPoolAttrs>((dy, x, attributes) => {
    const frame = frameOf(x, attributes);
    const first = argMax(windows(enclose(x, frame, LOWEST), frame), 4);
    // cast, because the wasm backend writes integers into a float one-hot
    const chosen = cast(oneHot(first, frame.filterSize[0] * frame.filterSize[1]), "float32");
    return crop(overlay(mul(expandDims(dy, 4), chosen), frame), x, frame);
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

/** The entries of every window, row by row: `[batch, height, width, channels, window]`. */
function windows(x: Tensor, frame: Frame): Tensor {
  const [batch, , , channels] = x.shape as [number, number, number, number];
  const [[down, across], [height, width]] = [frame.strides, frame.outputSize];
  const taps = tapsOf(frame).map(([top, left]) => {
    const end = [batch, top + (height - 1) * down + 1, left + (width - 1) * across + 1, channels];
    return stridedSlice(x, [0, top, left, 0], end, [1, down, across, 1]);
  });
  return stack(taps, 4);
}

/** The transpose of `windows`: adds the entries of every window to where they came from. */
function overlay(entries: Tensor, frame: Frame): Tensor {
  const [height, width] = sizeOf(frame);
  const layers = tapsOf(frame).map(([top, left], tap) => {
    const layer = squeeze(sliceAlong(entries, 4, tap, 1), [4]);
    const spread = stuff(stuff(layer, 1, frame.strides[0]), 2, frame.strides[1]);
    const placed = padAlong(spread, 1, top, height - top - spread.shape[1]!);
    return padAlong(placed, 2, left, width - left - spread.shape[2]!);
  });
  return addN(layers);
}

/** The places of the entries in a window, row by row. */
const tapsOf = ({ filterSize: [rows, columns] }: Frame) =>
  Array.from({ length: rows * columns }, (_, tap): [number, number] => [Math.floor(tap / columns), tap % columns]);

/** Height and width with the border. */
const sizeOf = ({ inputSize, paddings }: Frame) =>
  [0, 1].map((axis) => inputSize[axis]! + paddings[axis + 1]![0] + paddings[axis + 1]![1]) as [number, number];
