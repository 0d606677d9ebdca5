import type { Rng } from "@genlab/core";
import { splitOptions } from "./options.js";
import { coderNetworks, featureDiscriminator, type HybridNetworksOptions } from "./parts/networks.js";
import { VaeGan, type VaeGanSettings, vaeGanDefaults } from "./vae-gan.js";

export interface CreateVaeGanOptions extends HybridNetworksOptions, VaeGanSettings {}

/**
 * A VAE-GAN with networks that fit the shape of one example: `createVaeGan({ shape: [28, 28, 1], latent: 16 }, rng)`.
 *
 * @throws GenlabError for an option that is none or out of range.
 */
export function createVaeGan(options: CreateVaeGanOptions, rng: Rng): VaeGan {
  const { networks, settings } = splitOptions("createVaeGan", options, vaeGanDefaults, rng);
  const coders = coderNetworks({ ...networks, codes: 2 * options.latent }, rng);
  return new VaeGan({ ...coders, discriminator: featureDiscriminator(networks, rng) }, settings);
}
