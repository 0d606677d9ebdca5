import { make, scalarOf } from "../make.js";
import type { ArithmeticName, ComparisonName, DType, Node } from "../node.js";

/** The inputs of a kernel by their names in tfjs; of a list, by position. */
export type Inputs = Readonly<Record<string, Node>>;

/** What a tfjs kernel computes, as nodes. */
export type Kernel = (inputs: Inputs, attributes: unknown) => Node | readonly Node[];

/** Kernels by their names in tfjs. */
export type Kernels = Readonly<Record<string, Kernel>>;

/** A kernel with typed attributes. */
export function kernel<Attributes>(of: (inputs: Inputs, attributes: Attributes) => Node | readonly Node[]): Kernel {
  return (inputs, attributes) => of(inputs, attributes as Attributes);
}

/** A kernel of one input. */
export const unary =
  (of: (x: Node) => Node): Kernel =>
  ({ x }) =>
    of(x!);

/** A kernel of two inputs. */
export const binary =
  (of: (a: Node, b: Node) => Node): Kernel =>
  ({ a, b }) =>
    of(a!, b!);

type Operand = Node | number;

const operation =
  (op: ArithmeticName | ComparisonName) =>
  (a: Operand, b: Operand): Node =>
    make(op, [nodeOf(a, b), nodeOf(b, a)]);

const nodeOf = (operand: Operand, other: Operand): Node =>
  typeof operand === "number" ? scalarOf(operand, typeof other === "number" ? "float32" : other.dtype) : operand;

export const add = operation("add");
export const sub = operation("sub");
export const mul = operation("mul");
export const div = operation("div");
export const maximum = operation("maximum");
export const minimum = operation("minimum");
export const greater = operation("greater");
export const greaterEqual = operation("greaterEqual");
export const less = operation("less");
export const equal = operation("equal");

export const cast = (x: Node, dtype: DType): Node => (x.dtype === dtype ? x : make("cast", [x], { dtype }));
export const not = (x: Node): Node => make("not", [x]);
export const select = (condition: Node, then: Operand, otherwise: Operand): Node =>
  make("select", [condition, nodeOf(then, otherwise), nodeOf(otherwise, then)]);
export const reshape = (x: Node, shape: readonly number[]): Node => make("reshape", [x], { shape });
export const transpose = (x: Node, permutation: readonly number[]): Node => make("transpose", [x], { permutation });
export const broadcast = (x: Node, shape: readonly number[]): Node => make("broadcast", [x], { shape });
export const concat = (parts: readonly Node[], axis: number): Node =>
  parts.length === 1 ? parts[0]! : make("concat", parts, { axis });
export const pad = (x: Node, paddings: readonly (readonly [number, number])[], value = 0): Node =>
  make("pad", [x], { paddings, value });
export const slice = (x: Node, begin: readonly number[], size: readonly number[], strides?: readonly number[]): Node =>
  make("slice", [x], { begin, size, strides: strides ?? begin.map(() => 1) });
export const matMul = (a: Node, b: Node, transposeA = false, transposeB = false): Node =>
  make("matMul", [a, b], { transposeA, transposeB });

/** A constant tensor of one number. */
export const fill = (shape: readonly number[], value: number, dtype: DType = "float32"): Node =>
  shape.length === 0 ? scalarOf(value, dtype) : broadcast(scalarOf(value, dtype), shape);

/** An axis counted from the front. */
export const axisOf = (axis: number, rank: number): number => (axis < 0 ? axis + rank : axis);

/** The entries `start` to `start + length` along an axis. */
export function sliceAlong(x: Node, axis: number, start: number, length: number): Node {
  return slice(
    x,
    x.shape.map((_, i) => (i === axis ? start : 0)),
    x.shape.map((size, i) => (i === axis ? length : size)),
  );
}

/** Turns axes back to front. */
export function reverse(x: Node, axes: readonly number[]): Node {
  return slice(
    x,
    x.shape.map((size, i) => (axes.includes(i) ? size - 1 : 0)),
    x.shape,
    x.shape.map((_, i) => (axes.includes(i) ? -1 : 1)),
  );
}
