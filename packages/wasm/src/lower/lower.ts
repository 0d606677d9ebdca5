import { GenlabError } from "@genlab/core";
import { chainsIn, type Graph, type Node, type OperationName, partition, rootOf, sizeOf } from "@genlab/graph";
import { i32, memory } from "../encode/instructions.js";
import { Library } from "../encode/library.js";
import type { Arithmetic } from "../product/arithmetic.js";
import { IMPORTS } from "../vector/imported.js";
import type { Call } from "./call.js";
import { lowerChain } from "./lower-chain.js";
import { type Lower, lowerers } from "./lowerers.js";
import { Lowering } from "./lowering.js";

export interface Lowered {
  readonly library: Library;
  readonly calls: readonly Call[];
  /** The outputs whose nodes' values are computed where they are given out, by node. */
  readonly outputs: ReadonlyMap<Node, number>;
}

/**
 * The calls that compute a graph.
 *
 * @throws GenlabError that names an operation that there is not.
 */
export function lower(graph: Graph, arithmetic: Arithmetic): Lowered {
  const library = new Library(IMPORTS.length);
  const lowering = new Lowering(library, arithmetic);
  const chainOf = chainsIn(graph);
  for (const group of partition(graph)) {
    const [node] = group.nodes as [Node];
    if (group.isChain) lowerChain(lowering, chainOf(group.nodes));
    else if (node.op !== "reshape") lowerNode(lowering, node);
  }
  return { library, calls: lowering.calls, outputs: giveOut(lowering, graph) };
}

function lowerNode(lowering: Lowering, node: Node): void {
  const of = lowerers[node.op] as Lower<OperationName> | undefined;
  if (!of) throw new GenlabError(`There is no operation "${node.op}" in WebAssembly here.`);
  if (sizeOf(node.shape) > 0) of(lowering, node);
}

/** The first output of a computed value is where it is computed; the others are copies. */
function giveOut(lowering: Lowering, { outputs }: Graph): Map<Node, number> {
  const places = new Map<Node, number>();
  for (const [output, { node }] of outputs.entries()) {
    const root = rootOf(node);
    const isComputed = root.op !== "input" && root.op !== "constant";
    if (isComputed && !places.has(root)) {
      places.set(root, output);
      continue;
    }
    const bytes = 4 * sizeOf(root.shape);
    lowering.call([{ output }, root], (_, [to, from]) => memory.copy(to!.get, from!.get, i32.const(bytes)));
  }
  return places;
}
