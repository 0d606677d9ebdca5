import type { Node } from "../node.js";

/** The node whose entries a node's are: a reshape moves none. */
export function rootOf(node: Node): Node {
  let root = node;
  while (root.op === "reshape") root = root.inputs[0]!;
  return root;
}
