import { constant, type Graph, make, type Node, range, rewrite, scalarOf, valuesOf } from "@genlab/graph";
import { convolutionsInWebgpu } from "./convolutions-in-webgpu.js";

/**
 * Writes operations for which ONNX Runtime's WebGPU provider (1.30) has no kernel by those for which it has: left alone, they would run on
 * the processor, and their inputs travel. Only `isNan` and `isInf` stay: a shader may take it that there are neither.
 */
export const inWebgpu = (graph: Graph): Graph =>
  rewrite(graph, (node) => {
    const inputs = node.inputs as [Node, Node];
    const [x, y] = inputs;
    switch (node.op) {
      case "sign":
        return sign(x);
      case "round":
        return round(x);
      case "minimum":
        // a NaN of either is the result
        return select(make("lessEqual", [x, y]), x, select(make("greater", [x, y]), y, make("add", [x, y])));
      case "or":
        return not(make("and", [not(x), not(y)]));
      case "equal":
        return x.dtype === "bool" ? make("equal", [number(x), number(y)]) : node;
      case "argMax":
        return firstPlace(x, make("max", [x], { axes: [node.attributes.axis], keepDims: true }), node.attributes.axis);
      case "argMin":
        return firstPlace(x, make("min", [x], { axes: [node.attributes.axis], keepDims: true }), node.attributes.axis);
      case "topValues":
        return top(x, x, node.attributes.k);
      case "topIndices":
        return make("cast", [top(x, placesAlong(x.shape.length - 1, x), node.attributes.k)], { dtype: "int32" });
      case "conv":
      case "convTranspose":
        return convolutionsInWebgpu(node);
      default:
        return node;
    }
  });

const not = (x: Node): Node => make("not", [x]);
const select = (condition: Node, a: Node, b: Node): Node => make("select", [condition, a, b]);
const number = (x: Node): Node => make("cast", [x], { dtype: "int32" });

/** 1 above 0, −1 below, and 0 for what is neither. */
function sign(x: Node): Node {
  const of = (value: number) => scalarOf(value, x.dtype);
  return select(make("greater", [x, of(0)]), of(1), select(make("less", [x, of(0)]), of(-1), of(0)));
}

/** Above it every float32 is whole. */
const WHOLE = 2 ** 23;

/** The nearest whole number; of two as near the even one. */
function round(x: Node): Node {
  const [low, half] = [make("floor", [x]), scalarOf(0.5)];
  const high = make("add", [low, scalarOf(1)]);
  const rest = make("sub", [x, low]);
  const isEven = make("equal", [make("mul", [make("floor", [make("mul", [low, half])]), scalarOf(2)]), low]);
  const nearest = select(
    make("less", [rest, half]),
    low,
    select(make("greater", [rest, half]), high, select(isEven, low, high)),
  );
  return select(make("less", [make("abs", [x]), scalarOf(WHOLE)]), nearest, x);
}

/** `0, 1, 2, …` along an axis of x, and one entry along the others. */
function placesAlong(axis: number, { shape }: Node): Node {
  const places = valuesOf(range(shape[axis]!), "float32");
  return constant(
    places,
    shape.map((_, i) => (i === axis ? places.length : 1)),
    "float32",
  );
}

/** Where along the axis x is first equal to its extremum; the last place, if it never is. */
function firstPlace(x: Node, extremum: Node, axis: number): Node {
  const last = scalarOf(x.shape[axis]! - 1);
  const places = select(make("equal", [x, extremum]), placesAlong(axis, x), last);
  return make("cast", [make("min", [places], { axes: [axis], keepDims: false })], { dtype: "int32" });
}

/** Entries of `values` where those of x are the k greatest of the last axis, by rank: how many are greater, or as great and before. */
function top(x: Node, values: Node, k: number): Node {
  const { shape } = x;
  const [before, length] = [shape.slice(0, -1), shape.at(-1)!];
  const [one, other] = [
    [...before, length, 1],
    [...before, 1, length],
  ].map((to) => make("reshape", [x], { shape: to })) as [Node, Node];
  // [..., length, length]: whether the other goes before the one
  const isBefore = constant(
    valuesOf(
      range(length * length).map((i) => Number(i % length < Math.floor(i / length))),
      "bool",
    ),
    [length, length],
    "bool",
  );
  const goesBefore = select(
    make("greater", [other, one]),
    scalarOf(1),
    select(make("equal", [other, one]), make("cast", [isBefore], { dtype: "float32" }), scalarOf(0)),
  );
  const rank = make("sum", [goesBefore], { axes: [shape.length], keepDims: true }); // [..., length, 1]
  const isAt = make("equal", [rank, constant(valuesOf(range(k), "float32"), [k], "float32")]); // [..., length, k]
  const column = make("reshape", [values], { shape: [...values.shape, 1] });
  return make("sum", [select(isAt, column, scalarOf(0))], { axes: [shape.length - 1], keepDims: false }); // [..., k]
}
