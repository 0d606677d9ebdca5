import { requireFinite } from "@genlab/core";
import { leakyRelu as leakyReluOperation } from "@tensorflow/tfjs-core";
import type { Activation } from "./activation.js";

/**
 * `y = x` where `x > 0`, `slope · x` elsewhere. The default slope, 0.2, is the one of DCGAN's discriminator.
 *
 * Maas et al. 2013, https://ai.stanford.edu/~amaas/papers/relu_hybrid_icml2013_final.pdf; DCGAN: https://arxiv.org/abs/1511.06434
 */
export function leakyRelu(slope = 0.2): Activation {
  requireFinite("leakyRelu", { slope });
  return (x) => leakyReluOperation(x, slope);
}
