import { compute } from "../compute.js";
import { constant, constantValues } from "../make.js";
import type { Graph } from "../node.js";
import { rewrite } from "../rewrite.js";
import { sizeOf } from "../shapes.js";

/** Results that are larger than this, and than their inputs, are left to the executor. */
const LARGEST = 1024;

/** Computes what depends on constants alone, where the result is small or no larger than what it is made of. */
export function constantFolding(graph: Graph): Graph {
  return rewrite(graph, (node) => {
    const values = node.inputs.map(constantValues);
    if (node.inputs.length === 0 || node.op === "broadcast" || !values.every((each) => each !== undefined)) return node;
    const given = node.inputs.reduce((sum, { shape }) => sum + sizeOf(shape), 0);
    if (sizeOf(node.shape) > Math.max(LARGEST, given)) return node;
    const result = compute(node, values);
    return result ? constant(result, node.shape, node.dtype) : node;
  });
}
