import { GenlabError } from "@genlab/base";
import {
  BatchToSpaceND,
  type BatchToSpaceNDAttrs,
  batchToSpaceND,
  Concat,
  type ConcatAttrs,
  concat,
  DepthToSpace,
  type DepthToSpaceAttrs,
  ExpandDims,
  Pack,
  type PackAttrs,
  Reshape,
  Reverse,
  type ReverseAttrs,
  reshape,
  reverse,
  SpaceToBatchND,
  type SpaceToBatchNDAttrs,
  SplitV,
  type SplitVAttrs,
  spaceToBatchND,
  stack,
  sum,
  type Tensor,
  Tile,
  type TileAttrs,
  Transpose,
  type TransposeAttrs,
  transpose,
  Unpack,
  type UnpackAttrs,
} from "@tensorflow/tfjs-core";
import { sliceAlong } from "./along.js";
import { type Definition, type Definitions, unary, variadic } from "./definition.js";

/** Operations that move entries about, join tensors and take them apart. */
export const shape: Definitions = {
  [BatchToSpaceND]: unary<BatchToSpaceNDAttrs>((dy, _x, { blockShape, crops }) =>
    spaceToBatchND(dy, blockShape, crops),
  ),
  [SpaceToBatchND]: unary<SpaceToBatchNDAttrs>((dy, _x, { blockShape, paddings }) =>
    batchToSpaceND(dy, blockShape, paddings),
  ),
  [Concat]: variadic<ConcatAttrs>((dy, inputs, position, { axis }) => {
    const along = axisOf(axis, inputs[0]!.rank);
    const start = inputs.slice(0, position).reduce((total, { shape }) => total + shape[along]!, 0);
    return sliceAlong(dy, along, start, inputs[position]!.shape[along]!);
  }),
  [DepthToSpace]: unary<DepthToSpaceAttrs>(spaceToDepth),
  [ExpandDims]: unary((dy, x) => reshape(dy, x.shape), "input"),
  [Pack]: variadic<PackAttrs>((dy, inputs, position, { axis }) =>
    reshape(sliceAlong(dy, axisOf(axis, dy.rank), position, 1), inputs[position]!.shape),
  ),
  [Reshape]: unary((dy, x) => reshape(dy, x.shape)),
  [Reverse]: unary<ReverseAttrs>((dy, _x, { dims }) => reverse(dy, dims)),
  [SplitV]: unaryOfMany<SplitVAttrs>("x", (dys, { axis }) => concat(dys, axis)),
  [Tile]: unary<TileAttrs>((dy, x, { reps }) => {
    const apart = x.shape.flatMap((size, i) => [reps[i]!, size]); // [repeats, size, repeats, size, ...]
    return sum(
      reshape(dy, apart),
      x.shape.map((_, i) => 2 * i),
    );
  }),
  [Transpose]: unary<TransposeAttrs>((dy, _x, { perm }) =>
    transpose(
      dy,
      perm.map((_, i) => perm.indexOf(i)),
    ),
  ),
  [Unpack]: unaryOfMany<UnpackAttrs>("value", (dys, { axis }) => stack(dys, axis)),
};

/** The gradient of a kernel with several outputs. tfjs gives a lone cotangent bare. */
function unaryOfMany<Attributes>(
  input: string,
  backward: (dys: Tensor[], attributes: Attributes) => Tensor,
): Definition {
  return {
    gradFunc: (dys, _saved, attributes) => ({
      [input]: () => backward(Array.isArray(dys) ? dys : [dys], attributes as Attributes),
    }),
  };
}

const axisOf = (axis: number, rank: number) => (axis < 0 ? axis + rank : axis);

/** The inverse of `depthToSpace`: `[batch, height * s, width * s, depth]` to `[batch, height, width, s * s * depth]`. */
function spaceToDepth(dy: Tensor, x: Tensor, { blockSize: s, dataFormat }: DepthToSpaceAttrs): Tensor {
  if (dataFormat !== "NHWC") {
    throw new GenlabError(`depthToSpace has a gradient for NHWC only, got ${dataFormat}. Transpose its input to NHWC.`);
  }
  const [batch, height, width] = x.shape as [number, number, number];
  const blocks = reshape(dy, [batch, height, s, width, s, -1]);
  return reshape(transpose(blocks, [0, 1, 3, 2, 4, 5]), x.shape);
}
