import { GenlabError } from "@genlab/core";
import { chainsIn, type Graph, type Node, type OperationName, partition, rootOf, sizeOf } from "@genlab/graph";
import type { Dispatch } from "./dispatch.js";
import { lowerChain } from "./lower-chain.js";
import { type Lower, lowerers } from "./lowerers.js";
import { Lowering } from "./lowering.js";

export interface Lowered {
  readonly dispatches: readonly Dispatch[];
  /** The outputs whose nodes' values are computed where they are given out, by node. */
  readonly outputs: ReadonlyMap<Node, number>;
  /** The others are copies. */
  readonly copies: readonly { readonly from: Node; readonly output: number }[];
}

/**
 * The kernels that compute a graph, none with more storage buffers than there may be.
 *
 * @throws GenlabError that names an operation that there is not.
 */
export function lower(graph: Graph, mostBuffers: number): Lowered {
  const lowering = new Lowering(mostBuffers);
  const chainOf = chainsIn(graph);
  for (const { nodes, isChain } of partition(graph)) {
    const [node] = nodes as [Node];
    if (isChain) lowerChain(lowering, nodes, chainOf);
    else if (node.op !== "reshape") lowerNode(lowering, node);
  }
  return { dispatches: lowering.dispatches, ...givenOut(graph) };
}

function lowerNode(lowering: Lowering, node: Node): void {
  const of = lowerers[node.op] as Lower<OperationName> | undefined;
  if (!of) throw new GenlabError(`There is no operation "${node.op}" in WebGPU here.`);
  if (sizeOf(node.shape) > 0) of(lowering, node);
}

/** The first output of a computed value is where it is computed. */
function givenOut({ outputs }: Graph): Pick<Lowered, "outputs" | "copies"> {
  const places = new Map<Node, number>();
  const copies: { from: Node; output: number }[] = [];
  for (const [output, { node }] of outputs.entries()) {
    const root = rootOf(node);
    const isComputed = root.op !== "input" && root.op !== "constant";
    if (isComputed && !places.has(root)) places.set(root, output);
    else copies.push({ from: root, output });
  }
  return { outputs: places, copies };
}
