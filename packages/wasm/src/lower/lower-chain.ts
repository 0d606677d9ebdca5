import { type Chain, sizeOf } from "@genlab/graph";
import { emitChain } from "../kernels/elementwise.js";
import type { Lowering } from "./lowering.js";

/** Operations entry by entry, all in one loop. */
export function lowerChain(lowering: Lowering, chain: Chain): void {
  if (chain.shape.includes(0)) return;
  const places = [...chain.outputs, ...chain.inputs];
  const isFlat = places.every((node) => sizeOf(node.shape) === sizeOf(chain.shape) || sizeOf(node.shape) === 1);
  lowering.call(places, (scope, addresses) => emitChain(scope, addresses, chain), { isFlat });
}
