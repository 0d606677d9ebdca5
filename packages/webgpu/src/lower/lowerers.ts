import type { NodeOf, OperationName, ReductionName } from "@genlab/graph";
import { lowerConvolution, lowerConvolutionByFilter, lowerConvolutionByInput } from "./lower-convolutions.js";
import { type Depthwise, lowerDepthwise } from "./lower-depthwise.js";
import { lowerGather, lowerGatherNd, lowerScatterNd } from "./lower-indexing.js";
import { lowerMatMul } from "./lower-mat-mul.js";
import { lowerConcat, lowerPad, lowerSlice, lowerTranspose } from "./lower-moves.js";
import { lowerExtremum, lowerTop } from "./lower-order.js";
import { lowerMaxPool } from "./lower-pooling.js";
import { lowerCumsum, lowerReduction } from "./lower-reductions.js";
import type { Lowering } from "./lowering.js";

export type Lower<Name extends OperationName> = (lowering: Lowering, node: NodeOf<Name>) => void;

const reduction: Lower<ReductionName> = lowerReduction;

type ConvolutionName = "conv2d" | "conv2dByInput" | "conv2dByFilter";

/** Depthwise where the attributes say so. */
const convolution =
  <Name extends ConvolutionName>(dense: Lower<Name>): Lower<Name> =>
  (lowering, node) => {
    if (node.attributes.depthwise) lowerDepthwise(lowering, node as NodeOf<ConvolutionName> as Depthwise);
    else dense(lowering, node);
  };

/** Operations that are computed one by one. The others are done entry by entry, or by decomposition. */
export const lowerers: { readonly [Name in OperationName]?: Lower<Name> } = {
  sum: reduction,
  mean: reduction,
  max: reduction,
  min: reduction,
  prod: reduction,
  argMax: lowerExtremum,
  argMin: lowerExtremum,
  topValues: lowerTop,
  topIndices: lowerTop,
  cumsum: lowerCumsum,
  transpose: lowerTranspose,
  slice: lowerSlice,
  pad: lowerPad,
  concat: lowerConcat,
  gather: lowerGather,
  gatherNd: lowerGatherNd,
  scatterNd: lowerScatterNd,
  matMul: lowerMatMul,
  conv2d: convolution(lowerConvolution),
  conv2dByInput: convolution(lowerConvolutionByInput),
  conv2dByFilter: convolution(lowerConvolutionByFilter),
  maxPool: lowerMaxPool,
};
