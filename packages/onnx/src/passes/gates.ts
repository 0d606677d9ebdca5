import { type Graph, make, type Node, rewrite, splat } from "@genlab/graph";

/**
 * Writes the slopes of rectifiers as ONNX Runtime has them fast: a choice between 1 and 0 as a cast, and a test of `x > 0` as one of
 * `relu(x) > 0`, so that x itself is needed by the rectifier alone and both can be fused with what comes before.
 */
export function gates(graph: Graph): Graph {
  const rectified = new Map<Node, Node>();
  return rewrite(graph, (node) => {
    const [x, zero] = node.inputs as [Node, Node];
    if (node.op === "relu" || (node.op === "leakyRelu" && node.attributes.alpha > 0)) rectified.set(x, node);
    if (node.op === "greater" && splat(zero) === 0) {
      const y = rectified.get(x);
      return y ? make("greater", [y, zero]) : node;
    }
    if (node.op !== "select" || node.dtype !== "float32") return node;
    const isMask = splat(node.inputs[1]!) === 1 && splat(node.inputs[2]!) === 0;
    return isMask && `${x.shape}` === `${node.shape}` ? make("cast", [x], { dtype: "float32" }) : node;
  });
}
