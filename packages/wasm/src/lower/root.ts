import type { Node } from "@genlab/graph";

/** The node whose entries a node's are: a reshape moves none. */
export function rootOf(node: Node): Node {
  let root = node;
  while (root.op === "reshape") root = root.inputs[0]!;
  return root;
}
