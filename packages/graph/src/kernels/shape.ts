import {
  BatchToSpaceND,
  type BatchToSpaceNDAttrs,
  type BroadCastToAttrs,
  BroadcastTo,
  backend_util,
  Concat,
  type ConcatAttrs,
  DepthToSpace,
  type DepthToSpaceAttrs,
  ExpandDims,
  type ExpandDimsAttrs,
  Fill,
  type FillAttrs,
  LinSpace,
  type LinSpaceAttrs,
  OnesLike,
  Pack,
  type PackAttrs,
  Range,
  type RangeAttrs,
  Reshape,
  type ReshapeAttrs,
  Reverse,
  type ReverseAttrs,
  SpaceToBatchND,
  type SpaceToBatchNDAttrs,
  SplitV,
  type SplitVAttrs,
  Tile,
  type TileAttrs,
  Transpose,
  type TransposeAttrs,
  Unpack,
  type UnpackAttrs,
  util,
  ZerosLike,
} from "@tensorflow/tfjs-core";
import { constant, valuesOf } from "../make.js";
import type { DType, Node } from "../node.js";
import { range } from "../shapes.js";
import {
  axisOf,
  broadcast,
  concat,
  fill,
  type Kernels,
  kernel,
  pad,
  reshape,
  reverse,
  slice,
  sliceAlong,
  transpose,
  unary,
} from "./kernel.js";

/** Kernels that make tensors, move entries about, join tensors and take them apart. */
export const shape: Kernels = {
  [BatchToSpaceND]: kernel<BatchToSpaceNDAttrs>(({ x }, { blockShape, crops }) => {
    const product = blockShape.reduce((size, block) => size * block);
    const shape = [...x!.shape];
    const blocks = reshape(x!, backend_util.getReshaped(shape, blockShape, product));
    const apart = transpose(blocks, backend_util.getPermuted(blocks.shape.length, blockShape.length));
    const whole = reshape(apart, backend_util.getReshapedPermuted(shape, blockShape, product));
    const cut = (axis: number) => crops[axis - 1] ?? [0, 0];
    return slice(
      whole,
      whole.shape.map((_, axis) => cut(axis)[0]!),
      whole.shape.map((size, axis) => size - cut(axis)[0]! - cut(axis)[1]!),
    );
  }),
  [BroadcastTo]: kernel<BroadCastToAttrs>(({ x }, { shape }) => broadcast(x!, shape)),
  [Concat]: kernel<ConcatAttrs>((inputs, { axis }) => {
    const parts = Object.values(inputs);
    const along = axisOf(axis, parts[0]!.shape.length);
    const filled = parts.filter((part) => part.shape[along]! > 0);
    return concat(filled.length > 0 ? filled : parts.slice(0, 1), along);
  }),
  [DepthToSpace]: kernel<DepthToSpaceAttrs>(({ x }, { blockSize, dataFormat }) => {
    const nchw = dataFormat === "NCHW";
    const image = nchw ? transpose(x!, [0, 2, 3, 1]) : x!;
    const [batch, height, width, depth] = image.shape as [number, number, number, number];
    const rest = depth / blockSize ** 2;
    const blocks = reshape(image, [batch, height, width, blockSize, blockSize, rest]);
    const moved = reshape(transpose(blocks, [0, 1, 3, 2, 4, 5]), [batch, height * blockSize, width * blockSize, rest]);
    return nchw ? transpose(moved, [0, 3, 1, 2]) : moved;
  }),
  [ExpandDims]: kernel<ExpandDimsAttrs>(({ input }, { dim }) => {
    const { shape } = input!;
    const at = dim < 0 ? shape.length + dim + 1 : dim;
    return reshape(input!, shape.toSpliced(at, 0, 1));
  }),
  [Fill]: kernel<FillAttrs>((_, { shape, value, dtype }) => fill(shape, value as number, dtype as DType)),
  [LinSpace]: kernel<LinSpaceAttrs>((_, { start, stop, num }) =>
    sequence(start, (stop - start) / (num - 1), num, "float32"),
  ),
  [OnesLike]: unary((x) => fill(x.shape, 1, x.dtype)),
  [Pack]: kernel<PackAttrs>((inputs, { axis }) => {
    const parts = Object.values(inputs);
    const along = axisOf(axis, parts[0]!.shape.length + 1);
    return concat(
      parts.map((part) => reshape(part, part.shape.toSpliced(along, 0, 1))),
      along,
    );
  }),
  [Range]: kernel<RangeAttrs>((_, { start, stop, step, dtype }) => {
    // tfjs turns a step of 1, the default, where the range falls
    const isEmpty = start === stop || (start < stop && step < 0) || (stop < start && step > 1);
    const length = isEmpty ? 0 : Math.abs(Math.ceil((stop - start) / step));
    return sequence(start, stop < start && step === 1 ? -1 : step, length, dtype as DType);
  }),
  [Reshape]: kernel<ReshapeAttrs>(({ x }, { shape }) =>
    reshape(x!, util.inferFromImplicitShape(shape, util.sizeFromShape([...x!.shape]))),
  ),
  [Reverse]: kernel<ReverseAttrs>(({ x }, { dims }) => reverse(x!, util.parseAxisParam(dims, [...x!.shape]))),
  [SpaceToBatchND]: kernel<SpaceToBatchNDAttrs>(({ x }, { blockShape, paddings }) => {
    const product = blockShape.reduce((size, block) => size * block);
    const rest = range(x!.shape.length - 1 - blockShape.length);
    const all: [number, number][] = [
      [0, 0],
      ...(paddings as [number, number][]),
      ...rest.map((): [number, number] => [0, 0]),
    ];
    const padded = pad(x!, all);
    const shape = [...padded.shape];
    const apart = reshape(padded, backend_util.getReshaped(shape, blockShape, product, false));
    const order = backend_util.getPermuted(apart.shape.length, blockShape.length, false);
    return reshape(transpose(apart, order), backend_util.getReshapedPermuted(shape, blockShape, product, false));
  }),
  [SplitV]: kernel<SplitVAttrs>(({ x }, { numOrSizeSplits, axis }) => {
    const along = util.parseAxisParam(axis, [...x!.shape])[0]!;
    let start = 0;
    // the kernel takes a tensor's shape alone
    return backend_util.prepareSplitSize({ shape: x!.shape } as never, numOrSizeSplits, along).map((size) => {
      start += size;
      return sliceAlong(x!, along, start - size, size);
    });
  }),
  [Tile]: kernel<TileAttrs>(({ x }, { reps }) => repeat(x!, reps)),
  [Transpose]: kernel<TransposeAttrs>(({ x }, { perm }) => transpose(x!, perm)),
  [Unpack]: kernel<UnpackAttrs>(({ value }, { axis }) => {
    const along = axisOf(axis, value!.shape.length);
    const shape = value!.shape.toSpliced(along, 1);
    return range(value!.shape[along]!).map((i) => reshape(sliceAlong(value!, along, i, 1), shape));
  }),
  [ZerosLike]: unary((x) => fill(x.shape, 0, x.dtype)),
};

/** Each entry is the one before, as rounded, plus the step. */
function sequence(start: number, step: number, length: number, dtype: DType): Node {
  const values = valuesOf({ length }, dtype).fill(0);
  for (let i = 0; i < length; i++) values[i] = i === 0 ? start : values[i - 1]! + step;
  return constant(values, [length], dtype);
}

function repeat(x: Node, reps: readonly number[]): Node {
  const shape = x.shape.map((size, i) => size * reps[i]!);
  if (x.shape.every((size, i) => size === 1 || reps[i] === 1)) return broadcast(x, shape);
  const apart = reshape(
    x,
    x.shape.flatMap((size) => [1, size]),
  ); // [1, size, 1, size, ...]
  return reshape(
    broadcast(
      apart,
      x.shape.flatMap((size, i) => [reps[i]!, size]),
    ),
    shape,
  );
}
