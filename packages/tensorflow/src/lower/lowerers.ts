import {
  type Attributes,
  type DType,
  type Node,
  type OnnxOperations,
  type OperationName,
  type ReductionName,
  UNARY,
  type UnaryName,
} from "@genlab/graph";
import type { Emitter, Lower, Lowering } from "./emitter.js";
import { convolutions } from "./lower-convolutions.js";
import { padded } from "./padded.js";

type Lowerers = { readonly [Name in Exclude<OperationName, "input" | "constant" | keyof OnnxOperations>]: Lower<Name> };

/** An operation of one dtype, which all its inputs have. */
const direct =
  (operation: string) =>
  ({ emitter, node }: Lowering, inputs: readonly string[]): string =>
    emitter.emit(operation, inputs, { T: { type: node.inputs[0]!.dtype } });

/** An operation of bool, without a dtype to choose. */
const logical =
  (operation: string) =>
  ({ emitter }: Lowering, inputs: readonly string[]): string =>
    emitter.emit(operation, inputs);

const capitalized = (name: string): string => name[0]!.toUpperCase() + name.slice(1);

const unaries = Object.fromEntries(UNARY.map((name) => [name, direct(capitalized(name))])) as Record<
  UnaryName,
  ReturnType<typeof direct>
>;

const cast = (emitter: Emitter, x: string, from: DType, to: DType): string =>
  from === to ? x : emitter.emit("Cast", [x], { SrcT: { type: from }, DstT: { type: to } });

/** An order, which bools have as whole numbers. */
const order =
  (operation: string) =>
  ({ emitter, node }: Lowering, inputs: readonly string[]): string => {
    const { dtype } = node.inputs[0]!;
    const type = dtype === "bool" ? "int32" : dtype;
    return emitter.emit(
      operation,
      inputs.map((x) => cast(emitter, x, dtype, type)),
      { T: { type } },
    );
  };

const predicate =
  (operation: string) =>
  ({ emitter, node }: Lowering, [x]: readonly [string, ...string[]]): string =>
    emitter.emit(operation, [cast(emitter, x, node.inputs[0]!.dtype, "float32")], { T: { type: "float32" } });

const reduction =
  (operation: string): Lower<ReductionName> =>
  ({ emitter, node }, [x], { axes, keepDims }) =>
    reduced(emitter, operation, x, { axes, keepDims, type: node.dtype });

interface Reduced {
  readonly axes: readonly number[];
  readonly keepDims: boolean;
  readonly type: DType;
}

const reduced = (emitter: Emitter, operation: string, x: string, { axes, keepDims, type }: Reduced): string =>
  emitter.emit(operation, [x, emitter.ints(axes)], { T: { type }, Tidx: INT32, keep_dims: keepDims });

const INT32 = { type: "int32" } as const;

const extremum =
  (operation: string): Lower<"argMax" | "argMin"> =>
  ({ emitter, node }, [x], { axis }) =>
    emitter.emit(operation, [x, emitter.int(axis)], {
      ...{ T: { type: node.inputs[0]!.dtype }, Tidx: INT32, output_type: INT32 },
    });

const top =
  (output: "" | ":1"): Lower<"topValues" | "topIndices"> =>
  ({ emitter, node }, [x], { k }) =>
    emitter.emitOnce("TopKV2", [x, emitter.int(k)], { T: { type: node.inputs[0]!.dtype }, sorted: true }) + output;

const isBias = (row: Node, x: Node): boolean =>
  row.dtype === "float32" && row.shape.length === 1 && x.shape.length > 1 && row.shape[0] === x.shape.at(-1);

/** Every operation that tracing makes, in TensorFlow. */
export const lowerers: Lowerers = {
  ...unaries,
  ...convolutions,
  // a row that is added to rows, as biases are, TensorFlow joins to the product before it
  add: (lowering, [a, b]) => {
    const [x, y] = lowering.node.inputs as [Node, Node];
    if (isBias(y, x)) return direct("BiasAdd")(lowering, [a, b]);
    return isBias(x, y) ? direct("BiasAdd")(lowering, [b, a]) : direct("AddV2")(lowering, [a, b]);
  },
  sub: direct("Sub"),
  mul: direct("Mul"),
  div: (lowering, inputs) => direct(lowering.node.dtype === "int32" ? "TruncateDiv" : "RealDiv")(lowering, inputs),
  pow: direct("Pow"),
  maximum: direct("Maximum"),
  minimum: direct("Minimum"),
  equal: direct("Equal"),
  greater: order("Greater"),
  greaterEqual: order("GreaterEqual"),
  less: order("Less"),
  lessEqual: order("LessEqual"),
  and: logical("LogicalAnd"),
  or: logical("LogicalOr"),
  not: logical("LogicalNot"),
  isNan: predicate("IsNan"),
  isInf: predicate("IsInf"),
  select: ({ emitter, node }, inputs) => emitter.emit("SelectV2", inputs, { T: { type: node.dtype } }),
  leakyRelu: ({ emitter, node }, [x], { alpha }) =>
    emitter.emit("LeakyRelu", [x], { T: { type: node.dtype }, alpha: { float: alpha } }),
  clip: ({ emitter, node }, [x], { low, high }) =>
    emitter.emit("ClipByValue", [x, emitter.float(low), emitter.float(high)], { T: { type: node.dtype } }),
  cast: ({ emitter, node }, [x], { dtype }) => cast(emitter, x, node.inputs[0]!.dtype, dtype),
  sum: reduction("Sum"),
  mean: reduction("Mean"),
  max: reduction("Max"),
  min: reduction("Min"),
  prod: reduction("Prod"),
  argMax: extremum("ArgMax"),
  argMin: extremum("ArgMin"),
  cumsum: ({ emitter, node }, [x], { axis, exclusive, reverse }) =>
    emitter.emit("Cumsum", [x, emitter.int(axis)], { T: { type: node.dtype }, Tidx: INT32, exclusive, reverse }),
  softmax: ({ emitter, node }, [x], { axis }) => {
    const T = { type: node.dtype };
    if (axis === node.shape.length - 1) return emitter.emit("Softmax", [x], { T });
    const along: Reduced = { axes: [axis], keepDims: true, type: node.dtype };
    const powers = emitter.emit("Exp", [emitter.emit("Sub", [x, reduced(emitter, "Max", x, along)], { T })], { T });
    return emitter.emit("RealDiv", [powers, reduced(emitter, "Sum", powers, along)], { T });
  },
  topValues: top(""),
  topIndices: top(":1"),
  reshape: ({ emitter, node }, [x], { shape }) =>
    emitter.emit("Reshape", [x, emitter.ints(shape)], { T: { type: node.dtype }, Tshape: INT32 }),
  transpose: ({ emitter, node }, [x], { permutation }) =>
    emitter.emit("Transpose", [x, emitter.ints(permutation)], { T: { type: node.dtype }, Tperm: INT32 }),
  broadcast: ({ emitter, node }, [x], { shape }) =>
    emitter.emit("BroadcastTo", [x, emitter.ints(shape)], { T: { type: node.dtype }, Tidx: INT32 }),
  slice: ({ emitter, node }, [x], { begin, size, strides }) => {
    const T = { type: node.dtype };
    if (strides.every((stride) => stride === 1)) {
      return emitter.emit("Slice", [x, emitter.ints(begin), emitter.ints(size)], { T, Index: INT32 });
    }
    const ends = endsOf({ begin, size, strides });
    // an end before the first entry would be counted from behind
    const end_mask = ends.reduce((mask, end, i) => (end < 0 ? mask | (1 << i) : mask), 0);
    const positions = [begin, ends.map((end) => Math.max(0, end)), strides].map((list) => emitter.ints(list));
    return emitter.emit("StridedSlice", [x, ...positions], { T, Index: INT32, end_mask });
  },
  pad: ({ emitter, node }, [x], { paddings, value }) => padded(emitter, x, { paddings, value, type: node.dtype }),
  concat: ({ emitter, node }, inputs, { axis }) =>
    emitter.emit("ConcatV2", [...inputs, emitter.int(axis)], {
      T: { type: node.dtype },
      N: inputs.length,
      Tidx: INT32,
    }),
  gather: ({ emitter, node }, [x, indices], { axis }) =>
    emitter.emit("GatherV2", [x, indices, emitter.int(axis)], {
      ...{ Tparams: { type: node.dtype }, Tindices: INT32, Taxis: INT32 },
    }),
  gatherNd: ({ emitter, node }, [x, indices]) =>
    emitter.emit("GatherNd", [x, indices], { Tparams: { type: node.dtype }, Tindices: INT32 }),
  scatterNd: ({ emitter, node }, [indices, updates], { shape }) =>
    emitter.emit("ScatterNd", [indices, updates, emitter.ints(shape)], { T: { type: node.dtype }, Tindices: INT32 }),
  matMul: ({ emitter, node }, [a, b], { transposeA, transposeB }) => {
    const isFlat = node.inputs.every(({ shape }) => shape.length === 2);
    if (isFlat) return emitter.product("MatMul", [a, b], { transpose_a: transposeA, transpose_b: transposeB }, [0, 1]);
    return emitter.product("BatchMatMulV2", [a, b], { adj_x: transposeA, adj_y: transposeB }, [0, 1]);
  },
};

const endsOf = ({ begin, size, strides }: Attributes["slice"]): number[] =>
  begin.map((start, i) => start + size[i]! * strides[i]!);
