import { attributeText } from "../attribute-text.js";
import type { Graph, Node } from "../node.js";
import { rewrite } from "../rewrite.js";

/** Computes once what is computed twice: nodes of one operation, with the same attributes and inputs. */
export function commonSubexpressions(graph: Graph): Graph {
  const numbers = new Map<Node, number>();
  const known = new Map<string, Node>();
  return rewrite(graph, (node) => {
    const key = keyOf(node, numbers);
    const same = key === undefined ? undefined : known.get(key);
    if (same) return same;
    if (key !== undefined) known.set(key, node);
    numbers.set(node, numbers.size);
    return node;
  });
}

/** Comparing large constants costs more than holding two. */
const MOST_VALUES = 4096;

function keyOf(node: Node, numbers: ReadonlyMap<Node, number>): string | undefined {
  const { op, shape, dtype, inputs } = node;
  if (op === "input") return undefined;
  if (op !== "constant") {
    const attributes = Object.entries(node.attributes).map(([key, value]) => `${key}: ${attributeText(value)}`);
    return [op, ...attributes, ...inputs.map((each) => numbers.get(each))].join();
  }
  const { values } = node.attributes;
  if (values.length > MOST_VALUES) return undefined;
  return `constant ${dtype} [${shape}] ${attributeText([...values])}`;
}
