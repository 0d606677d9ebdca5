import { make, scalarOf, splat } from "../make.js";
import type { Graph, Node } from "../node.js";
import { rewrite } from "../rewrite.js";
import { equalShapes } from "../shapes.js";

/** Simplifies arithmetic: `x + 0`, `1 · x`, `x + (-y)`, `x²` as a product, `max(x, 0)`, choices between equals. */
export const identities = (graph: Graph): Graph => rewrite(graph, simplified);

function simplified(node: Node): Node {
  const [a, b] = node.inputs as [Node, Node];
  switch (node.op) {
    case "add":
      if (splat(b) === 0) return shapedAs(node, a);
      if (splat(a) === 0) return shapedAs(node, b);
      if (b.op === "neg") return make("sub", [a, b.inputs[0]!]);
      if (a.op === "neg") return make("sub", [b, a.inputs[0]!]);
      return node;
    case "sub":
      if (splat(b) === 0) return shapedAs(node, a);
      return b.op === "neg" ? make("add", [a, b.inputs[0]!]) : node;
    case "mul":
      return product(node, a, b) ?? product(node, b, a) ?? node;
    case "div":
      return splat(b) === 1 ? shapedAs(node, a) : node;
    case "pow":
      if (splat(b) === 1) return shapedAs(node, a);
      if (splat(b) === 2) return shapedAs(node, make("mul", [a, a]));
      return splat(b) === 0.5 ? shapedAs(node, make("sqrt", [a])) : node;
    case "neg":
      return a.op === "neg" ? a.inputs[0]! : node;
    case "maximum":
      if (splat(b) === 0) return shapedAs(node, make("relu", [a]));
      return splat(a) === 0 ? shapedAs(node, make("relu", [b])) : node;
    case "cast":
      return a.dtype === node.dtype ? a : node;
    case "not":
      return a.op === "not" ? a.inputs[0]! : node;
    case "select":
      return choice(node);
    default:
      return node;
  }
}

/** A product with a constant factor. */
function product(node: Node, x: Node, factor: Node): Node | undefined {
  const value = splat(factor);
  if (value === 1) return shapedAs(node, x);
  if (value === -1) return shapedAs(node, make("neg", [x]));
  if (value === undefined || x.op !== "mul" || x.dtype !== "float32") return undefined;
  // two constant factors are one
  const inner = x.inputs.findIndex((each) => splat(each) !== undefined);
  if (inner < 0) return undefined;
  const both = Math.fround(value * splat(x.inputs[inner]!)!);
  if (!(SMALLEST_NORMAL <= Math.abs(both) && Math.abs(both) < Number.POSITIVE_INFINITY)) return undefined;
  return shapedAs(node, make("mul", [x.inputs[1 - inner]!, scalarOf(both)]));
}

/** Of float32. Below, and above its greatest number, a product of factors is not what they make of x one after the other. */
const SMALLEST_NORMAL = 2 ** -126;

function choice(node: Node): Node {
  const [condition, then, otherwise] = node.inputs as [Node, Node, Node];
  const always = splat(condition);
  if (always !== undefined) return shapedAs(node, always === 0 ? otherwise : then);
  return then === otherwise ? shapedAs(node, then) : node;
}

const shapedAs = ({ shape }: Node, x: Node): Node =>
  equalShapes(shape, x.shape) ? x : make("broadcast", [x], { shape });
