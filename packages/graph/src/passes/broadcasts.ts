import { isElementwise } from "../elementwise-names.js";
import { infer } from "../infer.js";
import { make, scalarOf, splat, withInputs } from "../make.js";
import type { Graph, Node } from "../node.js";
import { rewrite } from "../rewrite.js";
import { equalShapes } from "../shapes.js";

/** Moves broadcasts behind the operations that broadcast by themselves, so that these work on small tensors or need no copy. */
export const broadcasts = (graph: Graph): Graph =>
  rewrite(graph, (node) => {
    if (isElementwise(node)) return behind(node);
    const [x] = node.inputs;
    if (node.op === "constant" && node.shape.length > 0) return compact(node);
    if (node.op === "broadcast") {
      if (equalShapes(x!.shape, node.shape)) return x!;
      return x!.op === "broadcast" ? make("broadcast", [x!.inputs[0]!], { shape: node.shape }) : node;
    }
    const value = node.op === "reshape" || node.op === "transpose" ? splat(x!) : undefined;
    return value === undefined ? node : make("broadcast", [scalarOf(value, node.dtype)], { shape: node.shape });
  });

/** A constant of one number repeated. */
function compact(node: Node): Node {
  const value = splat(node);
  return value === undefined ? node : make("broadcast", [scalarOf(value, node.dtype)], { shape: node.shape });
}

function behind(node: Node): Node {
  if (!node.inputs.some(({ op }) => op === "broadcast")) return node;
  const inputs = node.inputs.map((each) => (each.op === "broadcast" ? each.inputs[0]! : each));
  const { shape } = infer(node.op, inputs, node.attributes);
  const small = { ...withInputs(node, inputs), shape } as Node;
  return equalShapes(shape, node.shape) ? small : make("broadcast", [small], { shape: node.shape });
}
