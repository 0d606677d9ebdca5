import { withInputs } from "./make.js";
import type { Graph, Node, Output } from "./node.js";

/**
 * Replaces every node, inputs first, by what `change` makes of it; `change` sees nodes whose inputs have been replaced already,
 * and the originals. Nodes that no output needs are dropped, inputs of the graph included.
 */
export function rewrite(graph: Graph, change: (node: Node, original: Node) => Node): Graph {
  const replaced = new Map<Node, Node>();
  let isChanged = false;
  for (const node of graph.nodes) {
    const inputs = node.inputs.map((each) => replaced.get(each)!);
    const isSame = inputs.every((each, i) => each === node.inputs[i]);
    const changed = change(isSame ? node : withInputs(node, inputs), node);
    isChanged ||= changed !== node;
    replaced.set(node, changed);
  }
  if (!isChanged) return withoutUnneeded(graph);
  const outputs = graph.outputs.map(({ name, node }) => ({ name, node: replaced.get(node)! }));
  return graphOf(graph.name, outputs, [...replaced.values()]);
}

/** The same graph, where its outputs need all of it. */
function withoutUnneeded(graph: Graph): Graph {
  const needed = neededBy(graph.outputs);
  return needed.size === graph.nodes.length
    ? graph
    : { ...graph, nodes: graph.nodes.filter((node) => needed.has(node)) };
}

function neededBy(outputs: readonly Output[]): ReadonlySet<Node> {
  const needed = new Set<Node>();
  const pending = outputs.map(({ node }) => node);
  for (let node = pending.pop(); node; node = pending.pop()) {
    if (needed.has(node)) continue;
    needed.add(node);
    for (const input of node.inputs) pending.push(input);
  }
  return needed;
}

/** A graph of the nodes that the outputs need, those of `order` in that order. */
export function graphOf(name: string, outputs: readonly Output[], order: readonly Node[] = []): Graph {
  const needed = neededBy(outputs);
  const nodes = new Set<Node>();
  const place = (node: Node) => {
    if (node.inputs.every((each) => nodes.has(each))) {
      nodes.add(node);
      return;
    }
    // an own stack: a long chain would overflow that of JavaScript
    const stack = [node];
    while (stack.length > 0) {
      const next = stack.at(-1)!;
      const missing = nodes.has(next) ? [] : next.inputs.filter((each) => !nodes.has(each));
      if (missing.length > 0) stack.push(...missing.toReversed());
      else nodes.add(stack.pop()!);
    }
  };
  for (const node of order) if (needed.has(node)) place(node);
  for (const { node } of outputs) place(node);
  return { name, nodes: [...nodes], outputs };
}

/** How many nodes and outputs use each node. */
export function countUses({ nodes, outputs }: Graph): Map<Node, number> {
  const uses = new Map<Node, number>();
  const use = (node: Node) => uses.set(node, (uses.get(node) ?? 0) + 1);
  for (const node of nodes) node.inputs.forEach(use);
  for (const { node } of outputs) use(node);
  return uses;
}
