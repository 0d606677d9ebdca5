import { requireFinite } from "@genlab/core";
import { leakyRelu as leakyReluOperation } from "@tensorflow/tfjs-core";
import { toFloat } from "../to-float.js";
import type { Activation } from "./activation.js";

/**
 * `y = x` where `x > 0`, `slope · x` elsewhere. The default slope, 0.2, is the one of DCGAN's discriminator.
 *
 * Maas et al. 2013, https://ai.stanford.edu/~amaas/papers/relu_hybrid_icml2013_final.pdf; DCGAN: https://arxiv.org/abs/1511.06434
 *
 * @throws GenlabError for a slope that is no number.
 */
export function leakyRelu(slope = 0.2): Activation {
  requireFinite("leakyRelu", { slope });
  return (x) => leakyReluOperation(toFloat(x), slope);
}
