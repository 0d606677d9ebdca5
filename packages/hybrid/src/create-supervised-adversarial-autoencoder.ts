import { type Rng, requireCounts } from "@genlab/core";
import { splitOptions } from "./options.js";
import {
  codeDiscriminatorNetwork,
  decoderNetwork,
  encoderNetwork,
  type HybridNetworksOptions,
} from "./parts/networks.js";
import {
  SupervisedAdversarialAutoencoder,
  type SupervisedAdversarialAutoencoderSettings,
  supervisedAdversarialAutoencoderDefaults,
} from "./supervised-adversarial-autoencoder.js";

export interface CreateSupervisedAdversarialAutoencoderOptions
  extends HybridNetworksOptions,
    SupervisedAdversarialAutoencoderSettings {}

/**
 * A supervised adversarial autoencoder with networks that fit the shape of one example: `createSupervisedAdversarialAutoencoder({ shape: [28, 28, 1], latent: 8, classes: 10 }, rng)`.
 *
 * @throws GenlabError for an option that is none or out of range.
 */
export function createSupervisedAdversarialAutoencoder(
  options: CreateSupervisedAdversarialAutoencoderOptions,
  rng: Rng,
): SupervisedAdversarialAutoencoder {
  const { networks, settings } = splitOptions(
    "createSupervisedAdversarialAutoencoder",
    options,
    supervisedAdversarialAutoencoderDefaults,
    rng,
  );
  const { latent, classes } = options;
  requireCounts("createSupervisedAdversarialAutoencoder", { classes });
  const encoder = encoderNetwork(networks, latent, rng);
  const decoder = decoderNetwork({ ...networks, latent: latent + classes }, rng);
  const discriminator = codeDiscriminatorNetwork(networks, rng);
  return new SupervisedAdversarialAutoencoder({ encoder, decoder, discriminator }, settings);
}
