import { type Graph, type Node, rootOf, sizeOf } from "@genlab/graph";
import { type Call, isNode, type Place } from "./call.js";
import type { Lowered } from "./lower.js";

/**
 * Those outputs, by name, that may be written where an input lies: nothing reads the input later, and what reads it then is a loop that has read an
 * entry before it writes it.
 *
 * @param over the input for each output that wants it
 */
export function inPlace(graph: Graph, { calls, outputs }: Lowered, over: ReadonlyMap<string, string>): Set<string> {
  const inputs = new Map(graph.nodes.flatMap((node) => (node.op === "input" ? [[node.attributes.name, node]] : [])));
  const reads = (node: Node) => calls.findLastIndex(({ places }) => places.some((place) => isOf(place, node)));
  const found = new Set<string>();
  for (const [index, { name, node }] of graph.outputs.entries()) {
    const wanted = over.get(name);
    if (wanted === undefined) continue;
    const root = rootOf(node);
    const isWritten = ({ places }: Call) =>
      places.some(
        (place) => (outputs.get(root) === index && isOf(place, root)) || ("output" in place && place.output === index),
      );
    const first = calls.findIndex(isWritten);
    const input = inputs.get(wanted);
    const last = input ? reads(input) : -1;
    const isAtOnce = last === first && calls[first]?.isFlat && sizeOf(input!.shape) === sizeOf(root.shape);
    if (last < first || isAtOnce) found.add(name);
  }
  return found;
}

const isOf = (place: Place, node: Node): boolean => isNode(place) && rootOf(place) === node;
