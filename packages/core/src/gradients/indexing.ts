import {
  add,
  cast,
  fill,
  GatherNd,
  GatherV2,
  type GatherV2Attrs,
  gatherND,
  MirrorPad,
  type MirrorPadAttrs,
  mul,
  PadV2,
  type PadV2Attrs,
  pad,
  range,
  reshape,
  reverse,
  ScatterNd,
  Select,
  Slice,
  type SliceAttrs,
  StridedSlice,
  type StridedSliceAttrs,
  scatterND,
  slice,
  slice_util,
  type Tensor,
  transpose,
  util,
  where,
  zerosLike,
} from "@tensorflow/tfjs-core";
import { padAlong, sliceAlong, stuff } from "./along.js";
import { type Definitions, unary } from "./definition.js";

/** Operations that read, pad or choose entries. */
export const indexing: Definitions = {
  [GatherNd]: {
    inputsToSave: ["params", "indices"],
    gradFunc: (dy, [params, indices]) => ({
      params: () => scatterND(indices!, dy as Tensor, params!.shape),
      indices: () => fill(indices!.shape, 0),
    }),
  },
  [GatherV2]: {
    inputsToSave: ["x", "indices"],
    gradFunc: (dy, [x, indices], attributes) => ({
      x: () => scatterRows(dy as Tensor, x!, indices!, attributes as unknown as GatherV2Attrs),
      indices: () => fill(indices!.shape, 0),
    }),
  },
  [MirrorPad]: unary<MirrorPadAttrs>((dy, _x, { paddings, mode }) =>
    paddings.reduce(
      (folded, [before, after], axis) => fold(folded, axis, before, after, mode === "reflect" ? 1 : 0),
      dy,
    ),
  ),
  [PadV2]: unary<PadV2Attrs>((dy, x, { paddings }) =>
    slice(
      dy,
      paddings.map(([before]) => before),
      x.shape,
    ),
  ),
  [ScatterNd]: {
    inputsToSave: ["indices"],
    gradFunc: (dy, [indices]) => ({
      updates: () => gatherND(dy as Tensor, indices!),
      indices: () => fill(indices!.shape, 0),
    }),
  },
  [Select]: {
    inputsToSave: ["condition"],
    // chosen, not multiplied: an infinite cotangent of one branch must not reach the other
    gradFunc: (dy, [condition]) => ({
      condition: () => fill(condition!.shape, 0),
      t: () => where(condition!, dy as Tensor, zerosLike(dy as Tensor)),
      e: () => where(condition!, zerosLike(dy as Tensor), dy as Tensor),
    }),
  },
  [Slice]: unary<SliceAttrs>((dy, x, { begin, size }) => {
    const [starts, sizes] = slice_util.parseSliceParams(x, begin, size) as [number[], number[]];
    return pad(
      dy,
      x.shape.map((length, i) => [starts[i]!, length - starts[i]! - sizes[i]!]),
    );
  }),
  [StridedSlice]: unary<StridedSliceAttrs>(unslice),
};

/** Adds rows of dy to the rows of x that `gather` read: `[batch, outer, n, inner]` from `[batch, outer, indices, inner]`. */
function scatterRows(dy: Tensor, x: Tensor, indices: Tensor, { axis, batchDims }: GatherV2Attrs): Tensor {
  const along = axis < 0 ? axis + x.rank : axis;
  const batches = batchDims < 0 ? batchDims + indices.rank : batchDims;
  const [batch, outer, inner] = [
    x.shape.slice(0, batches),
    x.shape.slice(batches, along),
    x.shape.slice(along + 1),
  ].map(util.sizeFromShape) as [number, number, number];
  const n = x.shape[along]!;
  const rows = transpose(reshape(dy, [batch, outer, -1, inner]), [0, 2, 1, 3]); // [batch, indices, outer, inner]
  const offsets = mul(reshape(range(0, batch, 1, "int32"), [batch, 1]), n);
  const targets = reshape(add(reshape(indices, [batch, -1]), offsets), [-1, 1]);
  const sums = scatterND(cast(targets, "int32"), reshape(rows, [-1, outer * inner]), [batch * n, outer * inner]);
  return reshape(transpose(reshape(sums, [batch, n, outer, inner]), [0, 2, 1, 3]), x.shape);
}

/** Undoes a mirrored border along an axis: every copy returns its cotangent to the entry that it mirrors. */
function fold(dy: Tensor, axis: number, before: number, after: number, offset: number): Tensor {
  const length = dy.shape[axis]! - before - after;
  const part = (start: number, size: number) => sliceAlong(dy, axis, start, size);
  const mirrored = (start: number, size: number, target: number) =>
    padAlong(reverse(part(start, size), axis), axis, target, length - target - size);
  let folded = part(before, length);
  if (before > 0) folded = add(folded, mirrored(0, before, offset));
  if (after > 0) folded = add(folded, mirrored(before + length, after, length - offset - after));
  return folded;
}

/** Puts the cotangent of a strided slice back between zeros. */
function unslice(dy: Tensor, x: Tensor, attributes: StridedSliceAttrs): Tensor {
  const { begin, end, strides, beginMask, endMask, ellipsisMask, newAxisMask, shrinkAxisMask } = attributes;
  const dense = slice_util.sliceInfo(
    x.shape,
    begin,
    end,
    strides,
    beginMask,
    endMask,
    ellipsisMask,
    newAxisMask,
    shrinkAxisMask,
  );
  return x.shape.reduce(
    (spread, length, axis) => {
      const [stride, count] = [dense.strides[axis]!, spread.shape[axis]!];
      const span = (count - 1) * Math.abs(stride) + 1;
      const start = stride > 0 ? dense.begin[axis]! : dense.begin[axis]! - span + 1;
      const forward = stride > 0 ? spread : reverse(spread, axis);
      return padAlong(stuff(forward, axis, Math.abs(stride)), axis, start, length - start - span);
    },
    reshape(dy, dense.finalShapeSparse),
  );
}
