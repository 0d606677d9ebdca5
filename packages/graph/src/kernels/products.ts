import {
  _FusedMatMul,
  type _FusedMatMulAttrs,
  BatchMatMul,
  type BatchMatMulAttrs,
  backend_util,
  Conv2D,
  type Conv2DAttrs,
  Conv2DBackpropFilter,
  type Conv2DBackpropFilterAttrs,
  Conv2DBackpropInput,
  type Conv2DBackpropInputAttrs,
  DepthwiseConv2dNative,
  type DepthwiseConv2dNativeAttrs,
  DepthwiseConv2dNativeBackpropFilter,
  type DepthwiseConv2dNativeBackpropFilterAttrs,
  DepthwiseConv2dNativeBackpropInput,
  type DepthwiseConv2dNativeBackpropInputAttrs,
  Einsum,
  type EinsumAttrs,
  FusedBatchNorm,
  type FusedBatchNormAttrs,
  FusedConv2D,
  type FusedConv2DAttrs,
  FusedDepthwiseConv2D,
  type FusedDepthwiseConv2DAttrs,
} from "@tensorflow/tfjs-core";
import { make } from "../make.js";
import type { Node } from "../node.js";
import {
  add,
  div,
  type Inputs,
  type Kernels,
  kernel,
  less,
  matMul,
  minimum,
  mul,
  reshape,
  select,
  sub,
  transpose,
} from "./kernel.js";
import { windowOf } from "./window.js";

type Sizes = readonly number[];

function convolved(x: Node, filter: Node, attributes: Conv2DAttrs, depthwise: boolean): Node {
  const { window, dilations } = windowOf(x.shape, filter.shape, attributes, depthwise);
  return make("conv2d", [x, filter], { ...window, dilations, depthwise });
}

function byInput(dy: Node, filter: Node, attributes: Conv2DBackpropInputAttrs, depthwise: boolean): Node {
  const { inputShape } = attributes;
  const { window } = windowOf(inputShape, filter.shape, attributes, depthwise);
  return make("conv2dByInput", [dy, filter], { ...window, depthwise, inputShape });
}

function byFilter(x: Node, dy: Node, attributes: Conv2DBackpropFilterAttrs, depthwise: boolean): Node {
  const { filterShape } = attributes;
  const { window } = windowOf(x.shape, filterShape, attributes, depthwise);
  return make("conv2dByFilter", [x, dy], { ...window, depthwise, filterShape });
}

/** Kernels that multiply and add: products of matrices, convolutions, and what tfjs fuses with them. */
export const products: Kernels = {
  [BatchMatMul]: kernel<BatchMatMulAttrs>(({ a, b }, { transposeA, transposeB }) =>
    matMul(a!, b!, transposeA, transposeB),
  ),
  [_FusedMatMul]: kernel<_FusedMatMulAttrs>((inputs, attributes) =>
    fused(matMul(inputs.a!, inputs.b!, attributes.transposeA, attributes.transposeB), inputs, attributes),
  ),
  [Conv2D]: kernel<Conv2DAttrs>(({ x, filter }, attributes) => convolved(x!, filter!, attributes, false)),
  [FusedConv2D]: kernel<FusedConv2DAttrs>((inputs, attributes) =>
    fused(convolved(inputs.x!, inputs.filter!, attributes as Conv2DAttrs, false), inputs, attributes),
  ),
  [Conv2DBackpropInput]: kernel<Conv2DBackpropInputAttrs>(({ dy, filter }, attributes) =>
    byInput(dy!, filter!, attributes, false),
  ),
  [Conv2DBackpropFilter]: kernel<Conv2DBackpropFilterAttrs>(({ x, dy }, attributes) =>
    byFilter(x!, dy!, attributes, false),
  ),
  [DepthwiseConv2dNative]: kernel<DepthwiseConv2dNativeAttrs>(({ x, filter }, attributes) =>
    convolved(x!, filter!, attributes, true),
  ),
  [FusedDepthwiseConv2D]: kernel<FusedDepthwiseConv2DAttrs>((inputs, attributes) =>
    fused(convolved(inputs.x!, inputs.filter!, attributes as Conv2DAttrs, true), inputs, attributes),
  ),
  [DepthwiseConv2dNativeBackpropInput]: kernel<DepthwiseConv2dNativeBackpropInputAttrs>(({ dy, filter }, attributes) =>
    byInput(dy!, filter!, { dataFormat: "NHWC", ...attributes }, true),
  ),
  [DepthwiseConv2dNativeBackpropFilter]: kernel<DepthwiseConv2dNativeBackpropFilterAttrs>(({ x, dy }, attributes) =>
    byFilter(x!, dy!, { dataFormat: "NHWC", ...attributes }, true),
  ),
  [Einsum]: kernel<EinsumAttrs>((inputs, { equation }) => einsum(Object.values(inputs), equation)),
  [FusedBatchNorm]: kernel<FusedBatchNormAttrs>(({ x, scale, offset, mean, variance }, { varianceEpsilon }) => {
    const standard = div(sub(x!, mean!), make("sqrt", [add(variance!, varianceEpsilon)]));
    const scaled = scale ? mul(standard, scale) : standard;
    return offset ? add(scaled, offset) : scaled;
  }),
};

/** Adds a bias and applies an activation, as tfjs' fused kernels do. */
function fused(
  product: Node,
  { bias, preluActivationWeights }: Inputs,
  attributes: _FusedMatMulAttrs | FusedConv2DAttrs,
): Node {
  const x = bias ? add(product, bias) : product;
  switch (attributes.activation ?? "linear") {
    case "linear":
      return x;
    case "relu":
      return make("relu", [x]);
    case "relu6":
      return minimum(make("relu", [x]), 6);
    case "elu":
      return select(less(x, 0), sub(make("exp", [minimum(x, 0)]), 1), x);
    case "sigmoid":
      return make("sigmoid", [x]);
    case "leakyrelu":
      return make("leakyRelu", [x], { alpha: attributes.leakyreluAlpha ?? 0.2 });
    case "prelu":
      return select(less(x, 0), mul(x, preluActivationWeights!), x);
  }
}

/** A sum of products over axes by letters, as a chain of broadcast products and sums. */
function einsum(operands: readonly Node[], equation: string): Node {
  const { allDims, summedDims, idDims } = backend_util.decodeEinsumEquation(equation, operands.length);
  const { path, steps } = backend_util.getEinsumComputePath(summedDims, idDims);
  let left = allDims.length;
  let product: Node | undefined;
  steps.forEach((terms, i) => {
    for (const term of terms) {
      const { permutationIndices, expandDims } = backend_util.getEinsumPermutation(left, idDims[term]!);
      const moved = transpose(operands[term]!, permutationIndices);
      const shape: Sizes = expandDims.reduce((sizes, axis) => sizes.toSpliced(axis, 0, 1), [...moved.shape]);
      const factor = reshape(moved, shape);
      product = product ? mul(factor, product) : factor;
    }
    if (i === steps.length - 1) return;
    const axis = path[i]! - (allDims.length - left);
    if (path[i]! >= 0) product = make("sum", [product!], { axes: [axis], keepDims: false });
    left -= 1;
  });
  return product!;
}
