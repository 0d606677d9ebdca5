import { attributeText } from "./attribute-text.js";
import type { Graph, Node } from "./node.js";

/**
 * A graph as text, a line for each node:
 * `%3 = matMul(%1, %2) float32 [128, 20] {transposeA: false, transposeB: true}`.
 */
export function dump({ name, nodes, outputs }: Graph): string {
  const numbers = new Map(nodes.map((node, i) => [node, `%${i}`]));
  const lines = nodes.map((node) => `  ${numbers.get(node)} = ${describe(node, numbers)}`);
  const results = outputs.map((output) => `  ${output.name} = ${numbers.get(output.node)}`);
  return [`${name}: ${nodes.length} nodes`, ...lines, "returns", ...results].join("\n");
}

function describe(node: Node, numbers: ReadonlyMap<Node, string>): string {
  const type = `${node.dtype} [${node.shape.join(", ")}]`;
  if (node.op === "input") return `input "${node.attributes.name}" ${type}`;
  if (node.op === "constant") return `constant ${type} ${listed([...node.attributes.values])}`;
  const call = `${node.op}(${node.inputs.map((each) => numbers.get(each)).join(", ")}) ${type}`;
  const attributes = Object.entries(node.attributes).map(([key, value]) => `${key}: ${attributeText(value)}`);
  return attributes.length > 0 ? `${call} {${attributes.join(", ")}}` : call;
}

const MOST_LISTED = 4;

const listed = (values: readonly number[]): string =>
  values.length > MOST_LISTED ? `${listed(values.slice(0, MOST_LISTED))} ...` : values.map(attributeText).join(" ");
