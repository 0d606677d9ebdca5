import {
  greaterEqual,
  type KernelFunc,
  less,
  logicalAnd,
  reshape,
  scalar,
  scatterND,
  slice,
  type Tensor,
  type Tensor1D,
  tidy,
  where,
} from "@tensorflow/tfjs-core";

/** `out[s] = Σ_{i: segmentIds[i] = s} x[i]`, the gradient of a gather, as a scatter that adds. */
export const unsortedSegmentSum: KernelFunc = ({ inputs, attrs }) => {
  const { x, segmentIds } = inputs as { x: Tensor; segmentIds: Tensor1D };
  const { numSegments } = attrs as { numSegments: number };
  return tidy(() => {
    // ids outside of the segments go to one row too many, for wasm's scatter would write them outside of its memory
    const inside = logicalAnd(greaterEqual(segmentIds, 0), less(segmentIds, numSegments));
    const rows = where<Tensor>(inside, segmentIds, scalar(numSegments, "int32"));
    const sums = scatterND(reshape(rows, [-1, 1]), x, [numSegments + 1, ...x.shape.slice(1)]);
    return slice(sums, 0, numSegments);
  });
};
