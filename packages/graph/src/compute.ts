import { ARRAYS } from "./make.js";
import type { Node, OperationName, Values } from "./node.js";
import { sizeOf, stridesOf } from "./shapes.js";

/** What a node computes, in JavaScript: for constants. Undefined for operations that are not worth it. */
export function compute(node: Node, inputs: readonly Values[]): Values | undefined {
  const result = new ARRAYS[node.dtype](sizeOf(node.shape));
  const [x] = inputs as [Values];
  switch (node.op) {
    case "reshape":
      return x;
    case "cast":
      for (let i = 0; i < x.length; i++) result[i] = node.dtype === "bool" ? Number(x[i] !== 0) : x[i]!;
      return result;
    case "transpose": {
      const strides = stridesOf(node.inputs[0]!.shape);
      const turned = node.attributes.permutation.map((axis) => strides[axis]!);
      return read(node, x, turned, 0);
    }
    case "broadcast":
      return read(node, x, broadcastStrides(node, 0), 0);
    case "slice": {
      const { begin, strides } = node.attributes;
      const steps = stridesOf(node.inputs[0]!.shape);
      const start = begin.reduce((sum, at, i) => sum + at * steps[i]!, 0);
      return read(
        node,
        x,
        strides.map((stride, i) => stride * steps[i]!),
        start,
      );
    }
    default:
      return elementwise(node, inputs);
  }
}

/** The entries of x that lie `strides` apart along the axes of the node. */
function read(node: Node, x: Values, strides: readonly number[], start: number): Values {
  const { shape } = node;
  const result = new ARRAYS[node.dtype](sizeOf(shape));
  const at = shape.map(() => 0);
  let from = start;
  for (let i = 0; i < result.length; i++) {
    result[i] = x[from]!;
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      at[axis]! += 1;
      from += strides[axis]!;
      if (at[axis]! < shape[axis]!) break;
      from -= strides[axis]! * shape[axis]!;
      at[axis] = 0;
    }
  }
  return result;
}

function broadcastStrides(node: Node, position: number): number[] {
  const { shape } = node.inputs[position]!;
  const strides = stridesOf(shape);
  const missing = node.shape.length - shape.length;
  return node.shape.map((_, i) => (i < missing || shape[i - missing] === 1 ? 0 : strides[i - missing]!));
}

function elementwise(node: Node, inputs: readonly Values[]): Values | undefined {
  const of = FUNCTIONS[node.op];
  if (!of) return undefined;
  const result = new ARRAYS[node.dtype](sizeOf(node.shape));
  const given = inputs.map((values, i) => spread(node, values, i));
  const integer = node.dtype === "int32" && node.op === "div";
  for (let i = 0; i < result.length; i++) {
    const value = Number(of(given[0]![i]!, given[1]?.[i] ?? 0, given[2]?.[i] ?? 0));
    result[i] = integer ? Math.trunc(value) : value;
  }
  return result;
}

/** The entries of an input as they meet those of the result, in the dtype of the input. */
function spread(node: Node, values: Values, position: number): Values {
  const source = { ...node, dtype: node.inputs[position]!.dtype } as Node;
  return read(source, values, broadcastStrides(node, position), 0);
}

const FUNCTIONS: Partial<Record<OperationName, (a: number, b: number, c: number) => number | boolean>> = {
  abs: Math.abs,
  ceil: Math.ceil,
  exp: Math.exp,
  floor: Math.floor,
  log: Math.log,
  neg: (x) => -x,
  reciprocal: (x) => 1 / x,
  relu: (x) => Math.max(x, 0),
  sign: Math.sign,
  sqrt: Math.sqrt,
  tanh: Math.tanh,
  sigmoid: (x) => 1 / (1 + Math.exp(-x)),
  cos: Math.cos,
  sin: Math.sin,
  add: (a, b) => a + b,
  sub: (a, b) => a - b,
  mul: (a, b) => a * b,
  div: (a, b) => a / b,
  pow: (a, b) => a ** b,
  maximum: (a, b) => Math.max(a, b),
  minimum: (a, b) => Math.min(a, b),
  equal: (a, b) => a === b,
  greater: (a, b) => a > b,
  greaterEqual: (a, b) => a >= b,
  less: (a, b) => a < b,
  lessEqual: (a, b) => a <= b,
  not: (x) => x === 0,
  and: (a, b) => a !== 0 && b !== 0,
  or: (a, b) => a !== 0 || b !== 0,
  isNan: (x) => Number.isNaN(x),
  isInf: (x) => !Number.isNaN(x) && !Number.isFinite(x),
  select: (condition, a, b) => (condition !== 0 ? a : b),
};
