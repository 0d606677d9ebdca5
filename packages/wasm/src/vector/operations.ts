import type { DType, Node, NodeOf, OperationName } from "@genlab/graph";
import type { Code } from "../encode/code.js";
import type { FunctionScope } from "../encode/function.js";
import { f32x4, i32x4, v128 } from "../encode/instructions.js";
import { floatFunctions } from "./float-functions.js";
import { imported } from "./imported.js";
import { integerFunctions } from "./integer-functions.js";

type Emit<Name extends OperationName> = (
  scope: FunctionScope,
  operands: readonly Code[],
  node: NodeOf<Name>,
) => Code | undefined;
type Table = { readonly [Name in OperationName]?: Emit<Name> };
type Binary = (a: Code, b: Code) => Code;

/** By the dtype of the operands; undefined where there is none. */
const byType =
  (kinds: { readonly [Kind in DType]?: Binary }) =>
  (_: FunctionScope, [a, b]: readonly Code[], { inputs }: Node): Code | undefined =>
    kinds[inputs[0]!.dtype]?.(a!, b!);

const comparison = (float32: Binary, int32: Binary) => byType({ float32, int32 });
const same = (x: Code): Code => x;

const table: Table = {
  add: byType({ float32: f32x4.add, int32: i32x4.add }),
  sub: byType({ float32: f32x4.sub, int32: i32x4.sub }),
  mul: byType({ float32: f32x4.mul, int32: i32x4.mul }),
  div: byType({
    float32: f32x4.div,
    int32: (a, b) => i32x4.ofFloats(f32x4.div(f32x4.ofIntegers(a), f32x4.ofIntegers(b))),
  }),
  maximum: byType({ float32: f32x4.max, int32: i32x4.max }),
  minimum: byType({ float32: f32x4.min, int32: i32x4.min }),
  pow: (scope, operands, { dtype }) => (dtype === "float32" ? imported(scope, "pow", operands) : undefined),
  equal: byType({ float32: f32x4.eq, int32: i32x4.eq, bool: i32x4.eq }),
  greater: comparison(f32x4.greater, i32x4.greater),
  greaterEqual: comparison(f32x4.greaterEqual, i32x4.greaterEqual),
  less: comparison(f32x4.less, i32x4.less),
  lessEqual: comparison(f32x4.lessEqual, i32x4.lessEqual),
  and: (_, [a, b]) => v128.and(a!, b!),
  or: (_, [a, b]) => v128.or(a!, b!),
  not: (_, [x]) => v128.not(x!),
  select: (_, [condition, a, b]) => v128.select(a!, b!, condition!),
  leakyRelu: (scope, [x], { attributes: { alpha }, dtype }) =>
    dtype !== "float32"
      ? undefined
      : scope.hold("v128", x!, (given) =>
          v128.select(f32x4.mul(given, f32x4.const(alpha)), given, f32x4.less(given, f32x4.const(0))),
        ),
  clip: (_, [x], { attributes: { low, high }, dtype }) =>
    dtype === "float32" ? f32x4.max(f32x4.min(x!, f32x4.const(high)), f32x4.const(low)) : undefined,
  isNan: (scope, [x], { inputs: [of] }) =>
    of!.dtype === "float32" ? scope.hold("v128", x!, (given) => f32x4.ne(given, given)) : i32x4.const(0),
  isInf: (_, [x], { inputs: [of] }) =>
    of!.dtype === "float32" ? f32x4.eq(f32x4.abs(x!), f32x4.const(Number.POSITIVE_INFINITY)) : i32x4.const(0),
  cast: (_, [x], { inputs: [of], attributes: { dtype } }) => casts[of!.dtype][dtype](x!),
  // one entry for many, as whatever reads it finds it
  broadcast: (_, [x]) => x!,
};

const casts: Readonly<Record<DType, Readonly<Record<DType, (x: Code) => Code>>>> = {
  float32: { float32: same, int32: i32x4.ofFloats, bool: (x) => f32x4.ne(x, f32x4.const(0)) },
  int32: { float32: f32x4.ofIntegers, int32: same, bool: (x) => i32x4.ne(x, i32x4.const(0)) },
  bool: {
    float32: (x) => v128.and(x, f32x4.const(1)),
    int32: (x) => v128.and(x, i32x4.const(1)),
    bool: same,
  },
};

/** Four entries of a node from four of each input; undefined for an operation that is not made entry by entry here. */
export function emitOperation(scope: FunctionScope, node: Node, operands: readonly Code[]): Code | undefined {
  const unary = node.dtype === "int32" ? integerFunctions : floatFunctions;
  if (node.op in unary) return unary[node.op as keyof typeof unary](scope, operands[0]!);
  return (table[node.op] as Emit<OperationName> | undefined)?.(scope, operands, node);
}
