import type { Rng } from "@genlab/core";
import { AdversarialAutoencoder, type AdversarialAutoencoderSettings } from "./adversarial-autoencoder.js";
import { codeDiscriminatorNetwork, coderNetworks, type HybridNetworksOptions, settingsOf } from "./networks.js";

export interface CreateAdversarialAutoencoderOptions extends HybridNetworksOptions, AdversarialAutoencoderSettings {}

/** An adversarial autoencoder with networks that fit the shape of one example: `createAdversarialAutoencoder({ shape: [28, 28, 1], latent: 8 }, rng)`. */
export function createAdversarialAutoencoder(
  options: CreateAdversarialAutoencoderOptions,
  rng: Rng,
): AdversarialAutoencoder {
  const { latent, stochastic = false } = options;
  const coders = coderNetworks({ ...options, codes: stochastic ? 2 * latent : latent }, rng);
  const discriminator = codeDiscriminatorNetwork(options, rng);
  return new AdversarialAutoencoder({ ...coders, discriminator }, settingsOf(options));
}
