import { constantValues } from "../make.js";
import type { Graph, Node } from "../node.js";
import { usersOf } from "./users-of.js";

/** Operations entry by entry on values of one shape, in one loop. */
export interface Chain {
  readonly shape: readonly number[];
  /** In an order of computation. */
  readonly nodes: readonly Node[];
  /** Values from elsewhere, which broadcast to the shape. */
  readonly inputs: readonly Node[];
  /** Those of the nodes that are needed elsewhere. */
  readonly outputs: readonly Node[];
}

/** Whether a node is a number that stands in the code itself. */
export const isInline = (node: Node): boolean => constantValues(node)?.length === 1;

/** Makes chains of nodes of a graph that are computed together. */
export function chainsIn(graph: Graph): (nodes: readonly Node[]) => Chain {
  const users = usersOf(graph);
  const given = new Set(graph.outputs.map(({ node }) => node));
  return (nodes) => {
    const own = new Set(nodes);
    const isElsewhere = (node: Node) => !own.has(node) && !isInline(node);
    return {
      shape: nodes[0]!.shape,
      nodes,
      inputs: [...new Set(nodes.flatMap((node) => node.inputs))].filter(isElsewhere),
      outputs: nodes.filter((node) => given.has(node) || (users.get(node) ?? []).some((user) => !own.has(user))),
    };
  };
}
