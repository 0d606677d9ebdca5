import { type Node, sizeOf } from "@genlab/graph";
import type { FunctionScope, Local } from "../encode/function.js";
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
  const sizes = [...outputs, ...inputs].map((node) => sizeOf(node.shape));
  const isFlat = sizes.every((size) => size === sizeOf(shape) || size === 1);
  const emit = (scope: FunctionScope, addresses: readonly Local[]) =>
    emitChain(scope, addresses, { shape, nodes, inputs, outputs });
  lowering.call([...outputs, ...inputs], emit, { isFlat });
}
