import { make } from "../make.js";
import type { Graph, Node } from "../node.js";
import { rewrite } from "../rewrite.js";

/** Writes operations by others that join what is around them. */
export const decompose = (graph: Graph): Graph =>
  rewrite(graph, (node) => {
    if (node.op !== "softmax") return node;
    const [x] = node.inputs as [Node];
    const over = { axes: [node.attributes.axis], keepDims: true };
    const powers = make("exp", [make("sub", [x, make("max", [x], over)])]);
    return make("div", [powers, make("sum", [powers], over)]);
  });
