import { type Graph, make, type Node, rewrite } from "@genlab/graph";

/** Writes operations by others that join what is around them. */
export const decompose = (graph: Graph): Graph =>
  rewrite(graph, (node) => {
    if (node.op !== "softmax") return node;
    const [x] = node.inputs as [Node];
    const over = { axes: [node.attributes.axis], keepDims: true };
    const powers = make("exp", [make("sub", [x, make("max", [x], over)])]);
    return make("div", [powers, make("sum", [powers], over)]);
  });
