import {
  All,
  type AllAttrs,
  Any,
  ArgMax,
  type ArgMaxAttrs,
  ArgMin,
  Cumsum,
  type CumsumAttrs,
  Max,
  type MaxAttrs,
  Mean,
  type MeanAttrs,
  Min,
  type MinAttrs,
  Prod,
  type ProdAttrs,
  Softmax,
  type SoftmaxAttrs,
  Sum,
  type SumAttrs,
  TopK,
  type TopKAttrs,
  util,
} from "@tensorflow/tfjs-core";
import { make } from "../make.js";
import type { Node, ReductionName } from "../node.js";
import { axisOf, cast, type Kernel, type Kernels, kernel } from "./kernel.js";

type Axis = number | number[] | null | undefined;

function reduce(op: ReductionName, x: Node, axis: Axis, keepDims: boolean): Node {
  const axes = util.parseAxisParam(axis ?? x.shape.map((_, i) => i), [...x.shape]);
  return make(op, [x], { axes: axes.toSorted((a, b) => a - b), keepDims: keepDims ?? false });
}

/** A reduction of numbers; bool counts as int32. */
const reduction = (op: ReductionName): Kernel =>
  kernel<SumAttrs | ProdAttrs | MinAttrs>(({ x }, { axis, keepDims }) =>
    reduce(op, x!.dtype === "bool" ? cast(x!, "int32") : x!, axis, keepDims),
  );

const logical = (op: "max" | "min"): Kernel =>
  kernel<AllAttrs>(({ x }, { axis, keepDims }) => cast(reduce(op, cast(x!, "int32"), axis, keepDims), "bool"));

const extremum = (op: "argMax" | "argMin"): Kernel =>
  kernel<ArgMaxAttrs>(({ x }, { axis }) => {
    const [first] = util.parseAxisParam(axis, [...x!.shape]);
    return make(op, [x!], { axis: first! });
  });

/** Kernels that reduce axes or run along one. */
export const reductions: Kernels = {
  [All]: logical("min"),
  [Any]: logical("max"),
  [ArgMax]: extremum("argMax"),
  [ArgMin]: extremum("argMin"),
  [Cumsum]: kernel<CumsumAttrs>(({ x }, { axis, exclusive, reverse }) =>
    make("cumsum", [x!], {
      axis: axisOf(axis, x!.shape.length),
      exclusive: exclusive ?? false,
      reverse: reverse ?? false,
    }),
  ),
  [Max]: kernel<MaxAttrs>(({ x }, { reductionIndices, keepDims }) => reduce("max", x!, reductionIndices, keepDims)),
  [Mean]: kernel<MeanAttrs>(({ x }, { axis, keepDims }) => reduce("mean", cast(x!, "float32"), axis, keepDims)),
  [Min]: reduction("min"),
  [Prod]: reduction("prod"),
  [Softmax]: kernel<SoftmaxAttrs>(({ logits }, { dim }) =>
    make("softmax", [cast(logits!, "float32")], { axis: axisOf(dim, logits!.shape.length) }),
  ),
  [Sum]: reduction("sum"),
  [TopK]: kernel<TopKAttrs>(({ x }, { k }) => [make("topValues", [x!], { k }), make("topIndices", [x!], { k })]),
};
