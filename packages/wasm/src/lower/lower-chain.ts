import type { Chain } from "@genlab/graph";
import { emitChain } from "../kernels/elementwise.js";
import type { Lowering } from "./lowering.js";

/** Operations entry by entry, all in one loop. */
export function lowerChain(lowering: Lowering, chain: Chain): void {
  if (chain.shape.includes(0)) return;
  lowering.call([...chain.outputs, ...chain.inputs], (scope, addresses) => emitChain(scope, addresses, chain));
}
