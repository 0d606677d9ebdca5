import { type Graph, type Node, rootOf, sizeOf } from "@genlab/graph";
import { isNode } from "./call.js";
import type { Lowered } from "./lower.js";

/**
 * Those outputs, by name, that may be written where an input lies: nothing reads the input later, and what reads it then is a loop that has read an
 * entry before it writes it.
 *
 * @param over the input for each output that wants it
 */
export function inPlace(graph: Graph, { calls, outputs }: Lowered, over: ReadonlyMap<string, string>): Set<string> {
  const inputs = new Map(graph.nodes.flatMap((node) => (node.op === "input" ? [[node.attributes.name, node]] : [])));
  const [lastOf, firstOf, firstOfOutput] = [
    new Map<Node, number>(),
    new Map<Node, number>(),
    new Map<number, number>(),
  ];
  for (const [i, { places }] of calls.entries()) {
    for (const place of places) {
      if (isNode(place)) {
        lastOf.set(rootOf(place), i);
        setOnce(firstOf, rootOf(place), i);
      } else if ("output" in place) setOnce(firstOfOutput, place.output, i);
    }
  }
  const found = new Set<string>();
  for (const [index, { name, node }] of graph.outputs.entries()) {
    const wanted = over.get(name);
    if (wanted === undefined) continue;
    const root = rootOf(node);
    const first = Math.min(
      (outputs.get(root) === index ? firstOf.get(root) : undefined) ?? NEVER,
      firstOfOutput.get(index) ?? NEVER,
    );
    if (first === NEVER) continue;
    const input = inputs.get(wanted);
    const last = (input && lastOf.get(input)) ?? -1;
    const isAtOnce = last === first && calls[first]?.isFlat && sizeOf(input!.shape) === sizeOf(root.shape);
    if (last < first || isAtOnce) found.add(name);
  }
  return found;
}

const NEVER = Number.POSITIVE_INFINITY;

function setOnce<Key>(map: Map<Key, number>, key: Key, value: number): void {
  if (!map.has(key)) map.set(key, value);
}
