import { requirePositive, requireRng } from "@genlab/core";
import { mul } from "@tensorflow/tfjs-core";
import type { Initializer } from "./initializer.js";

/**
 * `N(0, deviation²)`. The default, 0.02, is DCGAN's. Radford et al. 2015, https://arxiv.org/abs/1511.06434
 *
 * @throws GenlabError for a deviation that is not above 0.
 */
export function normalInitializer(deviation = 0.02): Initializer {
  requirePositive("normalInitializer", { deviation });
  return (shape, _fan, rng) => {
    requireRng("normalInitializer", rng);
    return mul(rng.normal(shape), deviation);
  };
}
