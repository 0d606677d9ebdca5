import {
  GatherNd,
  GatherV2,
  type GatherV2Attrs,
  MirrorPad,
  type MirrorPadAttrs,
  OneHot,
  type OneHotAttrs,
  PadV2,
  type PadV2Attrs,
  ScatterNd,
  type ScatterNdAttrs,
  Slice,
  type SliceAttrs,
  StridedSlice,
  type StridedSliceAttrs,
  slice_util,
} from "@tensorflow/tfjs-core";
import { constant, make } from "../make.js";
import type { DType, Node } from "../node.js";
import { range, sizeOf } from "../shapes.js";
import {
  add,
  axisOf,
  cast,
  concat,
  equal,
  type Kernels,
  kernel,
  pad,
  reshape,
  reverse,
  select,
  slice,
  sliceAlong,
  transpose,
} from "./kernel.js";

/** Kernels that read, pad or choose entries. */
export const indexing: Kernels = {
  [GatherNd]: ({ params, indices }) => make("gatherNd", [params!, cast(indices!, "int32")]),
  [GatherV2]: kernel<GatherV2Attrs>(({ x, indices }, { axis, batchDims }) => {
    const along = axisOf(axis, x!.shape.length);
    const batches = batchDims < 0 ? batchDims + indices!.shape.length : (batchDims ?? 0);
    const rows = cast(indices!, "int32");
    return batches === 0 ? make("gather", [x!, rows], { axis: along }) : gatherEach(x!, rows, along, batches);
  }),
  [MirrorPad]: kernel<MirrorPadAttrs>(({ x }, { paddings, mode }) =>
    paddings.reduce((padded, [before, after], axis) => {
      const offset = mode === "reflect" ? 1 : 0;
      const length = x!.shape[axis]!;
      const mirrored = (start: number, size: number) =>
        size === 0 ? [] : [reverse(sliceAlong(padded, axis, start, size), [axis])];
      return concat([...mirrored(offset, before), padded, ...mirrored(length - offset - after, after)], axis);
    }, x!),
  ),
  [OneHot]: kernel<OneHotAttrs>(({ indices }, { depth, onValue, offValue, dtype }) => {
    const classes = constant(Int32Array.from(range(depth)), [depth], "int32");
    const chosen = equal(reshape(cast(indices!, "int32"), [...indices!.shape, 1]), classes); // [..., depth]
    const number = (value: number) => constant(Float32Array.of(value), [], "float32");
    return cast(select(chosen, number(onValue ?? 1), number(offValue ?? 0)), (dtype ?? "int32") as DType);
  }),
  [PadV2]: kernel<PadV2Attrs>(({ x }, { paddings, constantValue }) => pad(x!, paddings, constantValue ?? 0)),
  [ScatterNd]: kernel<ScatterNdAttrs>(({ indices, updates }, { shape }) =>
    make("scatterNd", [cast(indices!, "int32"), updates!], { shape: [...shape] }),
  ),
  [Slice]: kernel<SliceAttrs>(({ x }, { begin, size }) => {
    const [starts, sizes] = slice_util.parseSliceParams(
      { shape: x!.shape, rank: x!.shape.length } as never,
      begin,
      size,
    );
    return slice(x!, starts!, sizes!);
  }),
  [StridedSlice]: kernel<StridedSliceAttrs>(
    ({ x }, { begin, end, strides, beginMask, endMask, ellipsisMask, newAxisMask, shrinkAxisMask }) => {
      const dense = slice_util.sliceInfo(
        [...x!.shape],
        begin,
        end,
        strides,
        beginMask,
        endMask,
        ellipsisMask,
        newAxisMask,
        shrinkAxisMask,
      );
      const size = x!.shape.map((_, i) =>
        Math.max(0, Math.ceil((dense.end[i]! - dense.begin[i]!) / dense.strides[i]!)),
      );
      return reshape(slice(x!, dense.begin, size, dense.strides), dense.finalShape);
    },
  ),
};

/** Gathers along an axis behind batch axes, which x and the indices share. */
function gatherEach(x: Node, indices: Node, axis: number, batches: number): Node {
  const batch = x.shape.slice(0, batches);
  const order = [...range(batches), axis, ...range(x.shape.length).filter((i) => i >= batches && i !== axis)];
  const n = x.shape[axis]!;
  const count = sizeOf(batch);
  const moved = transpose(x, order); // [...batch, n, ...others]
  const rest = moved.shape.slice(batches + 1);
  const rows = reshape(moved, [count * n, ...rest]);
  const offsets = constant(
    Int32Array.from(range(count), (i) => i * n),
    [count, 1],
    "int32",
  );
  const flat = add(reshape(indices, [count, sizeOf(indices.shape) / count]), offsets);
  const gathered = make("gather", [rows, flat], { axis: 0 }); // [count, indices, ...rest]
  const chosen = indices.shape.slice(batches);
  const apart = reshape(gathered, [...batch, ...chosen, ...rest]);
  const outer = axis - batches;
  const [b, c] = [batches, chosen.length];
  // the axes between batch and axis go back before the chosen ones
  return transpose(apart, [
    ...range(b),
    ...range(outer).map((i) => b + c + i),
    ...range(c).map((i) => b + i),
    ...range(rest.length - outer).map((i) => b + c + outer + i),
  ]);
}
