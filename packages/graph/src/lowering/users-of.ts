import type { Graph, Node } from "../node.js";

/** The nodes that have each node among their inputs. */
export function usersOf({ nodes }: Graph): Map<Node, Node[]> {
  const users = new Map<Node, Node[]>();
  for (const node of nodes) {
    for (const input of node.inputs) {
      const known = users.get(input);
      if (known) known.push(node);
      else users.set(input, [node]);
    }
  }
  return users;
}
