import {
  type Attributes,
  type Node,
  type OperationName,
  type ReductionName,
  UNARY,
  type UnaryName,
} from "@genlab/graph";
import type { Lower, Lowering } from "./emitter.js";
import { convolutions } from "./lower-convolutions.js";
import { ELEMENT_TYPES } from "./model.js";

type Lowerers = { readonly [Name in Exclude<OperationName, "input" | "constant">]: Lower<Name> };

const direct =
  (operation: string) =>
  ({ emitter }: Lowering, inputs: readonly string[]): string =>
    emitter.emit(operation, inputs);

const capitalized = (name: string): string => name[0]!.toUpperCase() + name.slice(1);

const unaries = Object.fromEntries(UNARY.map((name) => [name, direct(capitalized(name))])) as Record<
  UnaryName,
  ReturnType<typeof direct>
>;

const reduction =
  (operation: string): Lower<ReductionName> =>
  ({ emitter }, [x], { axes, keepDims }) =>
    axes.length === 0
      ? emitter.emit("Identity", [x])
      : emitter.emit(operation, [x, emitter.ints(axes)], { keepdims: Number(keepDims) });

const extremum =
  (operation: string): Lower<"argMax" | "argMin"> =>
  ({ emitter }, [x], { axis }) =>
    toInt32(emitter.emit(operation, [x], { axis, keepdims: 0 }), emitter);

const cast = (value: string, dtype: keyof typeof ELEMENT_TYPES, emitter: Lowering["emitter"]): string =>
  emitter.emit("Cast", [value], { to: ELEMENT_TYPES[dtype] });
const toInt32 = (value: string, emitter: Lowering["emitter"]): string => cast(value, "int32", emitter);

/** Every operation in ONNX. */
export const lowerers: Lowerers = {
  ...unaries,
  ...convolutions,
  add: direct("Add"),
  sub: direct("Sub"),
  mul: direct("Mul"),
  div: direct("Div"),
  pow: direct("Pow"),
  maximum: direct("Max"),
  minimum: direct("Min"),
  equal: direct("Equal"),
  greater: direct("Greater"),
  greaterEqual: direct("GreaterOrEqual"),
  less: direct("Less"),
  lessEqual: direct("LessOrEqual"),
  and: direct("And"),
  or: direct("Or"),
  not: direct("Not"),
  isNan: direct("IsNaN"),
  isInf: direct("IsInf"),
  select: direct("Where"),
  // log(1 + exp(x)) without overflow; ONNX Runtime's own Softplus is not vectorized
  softplus: ({ emitter }, [x]) => {
    const small = emitter.emit("Exp", [emitter.emit("Neg", [emitter.emit("Abs", [x])])]);
    const logarithm = emitter.emit("Log", [emitter.emit("Add", [small, emitter.float(1)])]);
    return emitter.emit("Add", [emitter.emit("Relu", [x]), logarithm]);
  },
  leakyRelu: ({ emitter }, [x], { alpha }) => emitter.emit("LeakyRelu", [x], { alpha: { float: alpha } }),
  clip: ({ emitter }, [x], { low, high }) => emitter.emit("Clip", [x, emitter.float(low), emitter.float(high)]),
  cast: ({ emitter }, [x], { dtype }) => cast(x, dtype, emitter),
  sum: reduction("ReduceSum"),
  mean: reduction("ReduceMean"),
  max: reduction("ReduceMax"),
  min: reduction("ReduceMin"),
  prod: reduction("ReduceProd"),
  argMax: extremum("ArgMax"),
  argMin: extremum("ArgMin"),
  cumsum: ({ emitter }, [x], { axis, exclusive, reverse }) =>
    emitter.emit("CumSum", [x, emitter.int(axis)], { exclusive: Number(exclusive), reverse: Number(reverse) }),
  softmax: ({ emitter }, [x], { axis }) => emitter.emit("Softmax", [x], { axis }),
  topValues: ({ emitter }, [x], { k }) => emitter.emitOnce("TopK", [x, emitter.ints([k])], 2)[0]!,
  topIndices: ({ emitter }, [x], { k }) => toInt32(emitter.emitOnce("TopK", [x, emitter.ints([k])], 2)[1]!, emitter),
  reshape: ({ emitter, sizes }, [x], { shape }, twin) => {
    const growing = shape.filter((length, i) => length !== twin.shape[i]);
    if (growing.length !== 1) return emitter.emit("Reshape", [x, sizes(shape, twin.shape)], { allowzero: 1 });
    return emitter.emit("Reshape", [
      x,
      emitter.ints(shape.map((length, i) => (length === twin.shape[i] ? length : -1))),
    ]);
  },
  transpose: ({ emitter }, [x], { permutation }) => emitter.emit("Transpose", [x], { perm: permutation }),
  broadcast: ({ emitter, sizes }, [x], { shape }, twin) => emitter.emit("Expand", [x, sizes(shape, twin.shape)]),
  slice: ({ emitter, sizes, node, twin: { inputs } }, [x], attributes, twin) => {
    const { shape } = node.inputs[0]!;
    const axes = shape.flatMap((length, i) =>
      attributes.size[i] === length && attributes.strides[i] === 1 ? [] : [i],
    );
    const of = (list: readonly number[]) => axes.map((axis) => list[axis]!);
    const ends = of(endsOf(shape, attributes));
    const starts = sizes(of(attributes.begin), of(twin.begin));
    const stops = sizes(ends, of(endsOf(inputs[0]!.shape, twin)));
    return emitter.emit("Slice", [x, starts, stops, emitter.ints(axes), emitter.ints(of(attributes.strides))]);
  },
  pad: ({ emitter, sizes }, [x], { paddings, value }, twin) => {
    const flat = (list: typeof paddings) => [...list.map(([before]) => before), ...list.map(([, after]) => after)];
    return emitter.emit("Pad", [x, sizes(flat(paddings), flat(twin.paddings)), emitter.float(value)]);
  },
  concat: ({ emitter }, inputs, { axis }) => emitter.emit("Concat", inputs, { axis }),
  gather: ({ emitter }, [x, indices], { axis }) => emitter.emit("Gather", [x, indices], { axis }),
  gatherNd: ({ emitter }, [x, indices]) => emitter.emit("GatherND", [x, cast(indices, "int64", emitter)]),
  scatterNd: ({ emitter, sizes }, [indices, updates], { shape }, twin) => {
    const zeros = emitter.emit("Expand", [emitter.float(0), sizes(shape, twin.shape)]);
    return emitter.emit("ScatterND", [zeros, cast(indices, "int64", emitter), updates], { reduction: "add" });
  },
  matMul: ({ emitter, node }, [a, b], { transposeA, transposeB }) => {
    const [left, right] = node.inputs as [Node, Node];
    if (left.shape.length === 2 && right.shape.length === 2 && (transposeA || transposeB)) {
      return emitter.emit("Gemm", [a, b], { transA: Number(transposeA), transB: Number(transposeB) });
    }
    const turned = (name: string, { shape }: Node, turn: boolean) => {
      const axes = shape.map((_, i) => i);
      const perm = [...axes.slice(0, -2), axes.at(-1)!, axes.at(-2)!];
      return turn ? emitter.emit("Transpose", [name], { perm }) : name;
    };
    return emitter.emit("MatMul", [turned(a, left, transposeA), turned(b, right, transposeB)]);
  },
  gemm: ({ emitter }, inputs, { transposeA, transposeB }) =>
    emitter.emit("Gemm", inputs, { transA: Number(transposeA), transB: Number(transposeB) }),
};

/** As far as there is: a slice to the end or the start of an axis of any length. */
const FAR = 2 ** 31 - 1;

function endsOf(shape: readonly number[], { begin, size, strides }: Attributes["slice"]): number[] {
  return begin.map((start, i) => {
    const end = start + size[i]! * strides[i]!;
    if (strides[i]! > 0) return end >= shape[i]! ? FAR : end;
    return end < 0 ? -FAR : end;
  });
}
