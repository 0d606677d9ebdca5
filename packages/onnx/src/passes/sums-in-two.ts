import { type Graph, make, rewrite } from "@genlab/graph";

/**
 * Sums over the batch first and over rows and columns then: ONNX Runtime sums `[25088, 64]` over its rows in 1.5 ms, but `[128, 196, 64]`
 * over the batch, and the rest, in 0.15.
 */
export const sumsInTwo = (graph: Graph): Graph =>
  rewrite(graph, (node) => {
    if (node.op !== "sum" && node.op !== "mean") return node;
    const [x] = node.inputs;
    const { axes, keepDims } = node.attributes;
    if (axes[0] !== 0 || axes.length === 1 || axes.includes(x!.shape.length - 1)) return node;
    const first = make(node.op, [x!], { axes: [0], keepDims });
    const rest = keepDims ? axes.slice(1) : axes.slice(1).map((axis) => axis - 1);
    return make(node.op, [first], { axes: rest, keepDims });
  });
