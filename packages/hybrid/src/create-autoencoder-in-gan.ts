import type { Rng } from "@genlab/core";
import { AutoencoderInGan, type AutoencoderInGanSettings, autoencoderInGanDefaults } from "./autoencoder-in-gan.js";
import { splitOptions } from "./options.js";
import { encodedGanNetworks, type HybridNetworksOptions } from "./parts/networks.js";

export interface CreateAutoencoderInGanOptions extends HybridNetworksOptions, AutoencoderInGanSettings {}

/**
 * An autoencoder inside a GAN with networks that fit the shape of one example: `createAutoencoderInGan({ shape: [28, 28, 1], latent: 32 }, rng)`.
 *
 * @throws GenlabError for an option that is none or out of range.
 */
export function createAutoencoderInGan(options: CreateAutoencoderInGanOptions, rng: Rng): AutoencoderInGan {
  const { networks, settings } = splitOptions("createAutoencoderInGan", options, autoencoderInGanDefaults, rng);
  return new AutoencoderInGan(encodedGanNetworks(networks, rng), settings);
}
