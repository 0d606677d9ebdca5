import type { Rng } from "@genlab/core";
import {
  codeDiscriminatorNetwork,
  decoderNetwork,
  encoderNetwork,
  type HybridNetworksOptions,
  settingsOf,
} from "./networks.js";
import {
  SupervisedAdversarialAutoencoder,
  type SupervisedAdversarialAutoencoderSettings,
} from "./supervised-adversarial-autoencoder.js";

export interface CreateSupervisedAdversarialAutoencoderOptions
  extends HybridNetworksOptions,
    SupervisedAdversarialAutoencoderSettings {}

/** A supervised adversarial autoencoder with networks that fit the shape of one example: `createSupervisedAdversarialAutoencoder({ shape: [28, 28, 1], latent: 8, classes: 10 }, rng)`. */
export function createSupervisedAdversarialAutoencoder(
  options: CreateSupervisedAdversarialAutoencoderOptions,
  rng: Rng,
): SupervisedAdversarialAutoencoder {
  const { latent, classes } = options;
  const encoder = encoderNetwork(options, latent, rng);
  const decoder = decoderNetwork({ ...options, latent: latent + classes }, rng);
  const discriminator = codeDiscriminatorNetwork(options, rng);
  return new SupervisedAdversarialAutoencoder({ encoder, decoder, discriminator }, settingsOf(options));
}
