import { type Graph, make, type Node, rewrite, scalarOf, splat } from "@genlab/graph";

/**
 * Writes the slopes of rectifiers as ONNX Runtime has them fast: a choice between two numbers as a cast, and a test of `x > 0` as one of
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
    const [then, otherwise] = [splat(node.inputs[1]!), splat(node.inputs[2]!)];
    if (!Number.isFinite(then) || !Number.isFinite(otherwise) || `${x.shape}` !== `${node.shape}`) return node;
    if (x.op === "greater" && splat(x.inputs[1]!) === 0 && 0 < otherwise! && otherwise! < then!) {
      const [of] = x.inputs as [Node];
      if (of.dtype === "float32") return clipped(of, otherwise!, then!);
    }
    return between(make("cast", [x], { dtype: "float32" }), then!, otherwise!);
  });
}

/** `then` where x is positive, `otherwise` elsewhere, by three operations less than a mask takes. */
function clipped(x: Node, otherwise: number, then: number): Node {
  return make("clip", [make("mul", [x, scalarOf(STEEP)])], { low: otherwise, high: then });
}

/** The smallest normal float32 times this is greater than 1. */
const STEEP = 1e38;

/** `then` where the mask is 1, `otherwise` where it is 0. */
function between(mask: Node, then: number, otherwise: number): Node {
  const scaled = then - otherwise === 1 ? mask : make("mul", [mask, scalarOf(then - otherwise)]);
  return otherwise === 0 ? scaled : make("add", [scaled, scalarOf(otherwise)]);
}
