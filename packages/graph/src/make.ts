import { infer } from "./infer.js";
import type { Attributes, DType, Node, OperationName, Values } from "./node.js";

type AttributesArgument<Name extends OperationName> =
  Record<never, never> extends Attributes[Name] ? [] : [attributes: Attributes[Name]];

/** A node, with the shape and dtype that follow from its inputs. */
export function make<Name extends OperationName>(
  op: Name,
  inputs: readonly Node[],
  ...[attributes]: AttributesArgument<Name>
): Node {
  const given = (attributes ?? {}) as Attributes[Name];
  // a name and its attributes belong together; the union of nodes cannot say so for a type parameter
  return { op, inputs, attributes: given, ...infer(op, inputs, given) } as Node;
}

/** A copy of a node with other inputs of the same shapes and dtypes. */
export function withInputs(node: Node, inputs: readonly Node[]): Node {
  return { ...node, inputs } as Node;
}

export function input(name: string, shape: readonly number[], dtype: DType = "float32"): Node {
  return { op: "input", inputs: [], attributes: { name }, shape, dtype };
}

export function constant(values: Values, shape: readonly number[], dtype: DType): Node {
  return { op: "constant", inputs: [], attributes: { values }, shape, dtype };
}

/** A constant without axes. */
export function scalarOf(value: number, dtype: DType = "float32"): Node {
  return constant(valuesOf([value], dtype), [], dtype);
}

/** Numbers as the entries of a dtype. */
export function valuesOf(numbers: ArrayLike<number>, dtype: DType): Values {
  return new ARRAYS[dtype](numbers);
}

export const ARRAYS = { float32: Float32Array, int32: Int32Array, bool: Uint8Array } as const;

/** The values of a constant, or undefined. */
export function constantValues(node: Node): Values | undefined {
  return node.op === "constant" ? node.attributes.values : undefined;
}

/** The number that every entry of a constant is, or undefined. Looks through broadcasts. */
export function splat(node: Node): number | undefined {
  if (node.op === "broadcast" || node.op === "reshape") return splat(node.inputs[0]!);
  const values = constantValues(node);
  if (!values || values.length === 0) return undefined;
  const first = values[0]!;
  return values.every((value) => Object.is(value, first)) ? first : undefined;
}
