import type { Rng } from "@genlab/core";
import { AdversarialAutoencoder, type AdversarialAutoencoderSettings } from "./adversarial-autoencoder.js";
import { codeDiscriminatorNetwork, coderNetworks, type HybridNetworksOptions, settingsOf } from "./networks.js";

export interface CreateAdversarialAutoencoderOptions extends HybridNetworksOptions, AdversarialAutoencoderSettings {}

/** An adversarial autoencoder with networks that fit the shape of one example: `createAdversarialAutoencoder({ shape: [28, 28, 1], latent: 8 }, rng)`. */
export function createAdversarialAutoencoder(
  options: CreateAdversarialAutoencoderOptions,
  rng: Rng,
): AdversarialAutoencoder {
  const discriminator = codeDiscriminatorNetwork(options, rng);
  return new AdversarialAutoencoder({ ...coderNetworks(options, rng), discriminator }, settingsOf(options));
}
