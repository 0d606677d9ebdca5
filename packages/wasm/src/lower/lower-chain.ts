import type { Node } from "@genlab/graph";
import { emitChain, isInline } from "../kernels/elementwise.js";
import type { Lowering } from "./lowering.js";
import type { Group } from "./partition.js";

/** Operations entry by entry, all in one loop. */
export function lowerChain(
  lowering: Lowering,
  { nodes }: Group,
  isNeeded: (node: Node, by: ReadonlySet<Node>) => boolean,
): void {
  const own = new Set(nodes);
  const inputs = [...new Set(nodes.flatMap((node) => node.inputs))].filter((each) => !own.has(each) && !isInline(each));
  const outputs = nodes.filter((node) => isNeeded(node, own));
  const { shape } = nodes[0]!;
  if (shape.includes(0)) return;
  lowering.call([...outputs, ...inputs], (scope, addresses) =>
    emitChain(scope, addresses, { shape, nodes, inputs, outputs }),
  );
}
