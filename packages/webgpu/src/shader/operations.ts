import type { DType, Node, NodeOf, OperationName, UnaryName } from "@genlab/graph";
import { literal } from "./literal.js";

type Emit<Name extends OperationName> = (operands: readonly string[], node: NodeOf<Name>) => string | undefined;
type Table = { readonly [Name in OperationName]?: Emit<Name> };
type Binary = (a: string, b: string) => string;

const infix =
  (sign: string): Binary =>
  (a, b) =>
    `(${a} ${sign} ${b})`;
const call =
  (name: string) =>
  (...operands: string[]): string =>
    `${name}(${operands.join(", ")})`;

/** By the dtype of the operands; undefined where there is none. */
const byType =
  (kinds: { readonly [Kind in DType]?: Binary }) =>
  ([a, b]: readonly string[], { inputs }: Node): string | undefined =>
    kinds[inputs[0]!.dtype]?.(a!, b!);

const ofNumbers = (sign: string) => byType({ float32: infix(sign), int32: infix(sign) });

/** Of one number, float32 to float32. */
const floatFunctions: Readonly<Record<UnaryName, (x: string) => string>> = {
  abs: call("abs"),
  acos: (x) => `(1.570796327f - asinOf(${x}))`,
  acosh: (x) => `logOf(${x} + sqrt(${x} * ${x} - 1f))`,
  asin: call("asinOf"),
  asinh: call("asinhOf"),
  atan: call("atanOf"),
  atanh: (x) => `(0.5f * logOf((1f + ${x}) / (1f - ${x})))`,
  ceil: call("ceil"),
  cos: (x) => `sineOf(${x}, 1)`,
  cosh: call("coshOf"),
  erf: call("erfOf"),
  exp: call("expOf"),
  floor: call("floor"),
  log: call("logOf"),
  neg: (x) => `(-${x})`,
  reciprocal: (x) => `(1f / ${x})`,
  relu: (x) => `maximumOf(${x}, 0f)`,
  round: call("round"),
  sigmoid: call("sigmoidOf"),
  sign: call("sign"),
  sin: (x) => `sineOf(${x}, 0)`,
  sinh: call("sinhOf"),
  softplus: call("softplusOf"),
  sqrt: call("sqrt"),
  tan: (x) => `(sineOf(${x}, 0) / sineOf(${x}, 1))`,
  tanh: call("tanhOf"),
};

/** Of one whole number. */
const integerFunctions = {
  abs: call("abs"),
  neg: (x: string) => `(-${x})`,
  relu: (x: string) => `max(${x}, 0)`,
  sign: call("sign"),
} as const satisfies Partial<typeof floatFunctions>;

const table: Table = {
  add: ofNumbers("+"),
  sub: ofNumbers("-"),
  mul: ofNumbers("*"),
  div: byType({ float32: infix("/"), int32: (a, b) => `i32(f32(${a}) / f32(${b}))` }),
  maximum: byType({ float32: call("maximumOf"), int32: call("max") }),
  minimum: byType({ float32: call("minimumOf"), int32: call("min") }),
  pow: byType({ float32: call("powOf") }),
  equal: byType({ float32: infix("=="), int32: infix("=="), bool: infix("==") }),
  greater: ofNumbers(">"),
  greaterEqual: ofNumbers(">="),
  less: ofNumbers("<"),
  lessEqual: ofNumbers("<="),
  and: ([a, b]) => `(${a} && ${b})`,
  or: ([a, b]) => `(${a} || ${b})`,
  not: ([x]) => `(!${x})`,
  select: ([condition, a, b]) => `select(${b}, ${a}, ${condition})`,
  leakyRelu: ([x], { attributes: { alpha }, dtype }) =>
    dtype === "float32" ? `select(${x}, ${x} * ${literal(alpha, dtype)}, ${x} < 0f)` : undefined,
  clip: ([x], { attributes: { low, high }, dtype }) =>
    dtype === "float32" ? `maximumOf(minimumOf(${x}, ${literal(high, dtype)}), ${literal(low, dtype)})` : undefined,
  isNan: ([x], { inputs: [of] }) => (of!.dtype === "float32" ? `isNanOf(${x})` : "false"),
  isInf: ([x], { inputs: [of] }) => (of!.dtype === "float32" ? `isInfOf(${x})` : "false"),
  cast: ([x], { attributes: { dtype } }) => `${TYPES[dtype]}(${x})`,
  // one entry for many, as whatever reads it finds it
  broadcast: ([x]) => x,
};

/** What entries are in a shader. */
export const TYPES: Readonly<Record<DType, string>> = { float32: "f32", int32: "i32", bool: "bool" };

/** An entry of a node from one of each input, each a name; undefined for an operation that is not made entry by entry here. */
export function expressionOf(node: Node, operands: readonly string[]): string | undefined {
  const unary = node.dtype === "int32" ? integerFunctions : floatFunctions;
  if (node.op in unary) return unary[node.op as keyof typeof unary](operands[0]!);
  return (table[node.op] as Emit<OperationName> | undefined)?.(operands, node);
}
