import { make } from "../make.js";
import type { Graph, Node } from "../node.js";
import { rewrite } from "../rewrite.js";
import { equalShapes } from "../shapes.js";

/** Drops what moves nothing: reshapes to the same shape, whole slices, empty borders, reductions of single entries; joins chains. */
export const reshapes = (graph: Graph): Graph => rewrite(graph, simplified);

function simplified(node: Node): Node {
  const [x] = node.inputs as [Node];
  switch (node.op) {
    case "reshape":
      return x.op === "reshape" || equalShapes(x.shape, node.shape) ? reshaped(x, node.shape) : node;
    case "slice":
      return equalShapes(x.shape, node.shape) && node.attributes.strides.every((stride) => stride > 0) ? x : node;
    case "pad":
      return equalShapes(x.shape, node.shape) ? x : node;
    case "concat":
      return node.inputs.length === 1 ? x : node;
    case "sum":
    case "mean":
    case "max":
    case "min":
    case "prod":
      return node.attributes.axes.every((axis) => x.shape[axis] === 1) ? reshaped(x, node.shape) : node;
    case "matMul":
      return flatMatMul(node) ?? node;
    default:
      return node;
  }
}

function reshaped(x: Node, shape: readonly number[]): Node {
  const source = x.op === "reshape" ? x.inputs[0]! : x;
  return equalShapes(source.shape, shape) ? source : make("reshape", [source], { shape });
}

/** Batches of one are no batches. */
function flatMatMul(node: Node): Node | undefined {
  if (node.op !== "matMul" || node.shape.length === 2) return undefined;
  if (node.shape.slice(0, -2).some((size) => size !== 1)) return undefined;
  const inputs = node.inputs.map((each) => reshaped(each, each.shape.slice(-2)));
  return reshaped(make("matMul", inputs, node.attributes), node.shape);
}
