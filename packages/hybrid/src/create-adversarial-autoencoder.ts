import type { Rng } from "@genlab/core";
import {
  AdversarialAutoencoder,
  type AdversarialAutoencoderSettings,
  adversarialAutoencoderDefaults,
} from "./adversarial-autoencoder.js";
import { splitOptions } from "./options.js";
import { codeDiscriminatorNetwork, coderNetworks, type HybridNetworksOptions } from "./parts/networks.js";

export interface CreateAdversarialAutoencoderOptions extends HybridNetworksOptions, AdversarialAutoencoderSettings {}

/**
 * An adversarial autoencoder with networks that fit the shape of one example: `createAdversarialAutoencoder({ shape: [28, 28, 1], latent: 8 }, rng)`.
 *
 * @throws GenlabError for an option that is none or out of range.
 */
export function createAdversarialAutoencoder(
  options: CreateAdversarialAutoencoderOptions,
  rng: Rng,
): AdversarialAutoencoder {
  const { networks, settings } = splitOptions(
    "createAdversarialAutoencoder",
    options,
    adversarialAutoencoderDefaults,
    rng,
  );
  const { latent, stochastic = false } = options;
  const coders = coderNetworks({ ...networks, codes: stochastic ? 2 * latent : latent }, rng);
  const discriminator = codeDiscriminatorNetwork(networks, rng);
  return new AdversarialAutoencoder({ ...coders, discriminator }, settings);
}
