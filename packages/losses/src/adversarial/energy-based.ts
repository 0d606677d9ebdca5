import { refuseUnknown, requirePositive } from "@genlab/core";
import { relu, type Scalar, sub, Tensor } from "@tensorflow/tfjs-core";
import { adversarialLoss, type SeparableAdversarialLoss } from "./adversarial-loss.js";

export interface EnergyBasedOptions {
  /** `m`, the energy above which a fake costs the discriminator nothing, above 0: a number, or a scalar where it moves with the data. */
  readonly margin: number | Scalar;
}

/**
 * Makes the energy-based game, means over the energies `e ≥ 0` of the examples, which are no logits but low for real: an autoencoder's
 * reconstruction error, say. The discriminator minimises `E e(x) + E max(0, m − e(G(z)))` and the generator `E e(G(z))`.
 *
 * Zhao et al. 2016, equations 1 and 2, https://arxiv.org/abs/1609.03126
 *
 * @throws GenlabError for a margin that is not above 0, and for options that it does not have.
 */
export function energyBased({ margin, ...others }: EnergyBasedOptions): SeparableAdversarialLoss {
  refuseUnknown("energyBased", others, { margin });
  if (!(margin instanceof Tensor)) requirePositive("energyBased", { margin });
  return adversarialLoss({
    real: (energies) => energies,
    fake: (energies) => relu(sub(margin, energies)),
    generator: (energies) => energies,
  });
}
