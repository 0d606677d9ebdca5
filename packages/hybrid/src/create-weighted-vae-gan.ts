import type { Rng } from "@genlab/core";
import { splitOptions } from "./options.js";
import { encodedGanNetworks, type HybridNetworksOptions } from "./parts/networks.js";
import { WeightedVaeGan, type WeightedVaeGanSettings, weightedVaeGanDefaults } from "./weighted-vae-gan.js";

export interface CreateWeightedVaeGanOptions extends HybridNetworksOptions, WeightedVaeGanSettings {}

/**
 * A weighted VAE-GAN with networks that fit the shape of one example: `createWeightedVaeGan({ shape: [28, 28, 1], latent: 16 }, rng)`.
 *
 * @throws GenlabError for an option that is none or out of range.
 */
export function createWeightedVaeGan(options: CreateWeightedVaeGanOptions, rng: Rng): WeightedVaeGan {
  const { networks, settings } = splitOptions("createWeightedVaeGan", options, weightedVaeGanDefaults, rng);
  const { generator: decoder, ...others } = encodedGanNetworks({ ...networks, codes: 2 * options.latent }, rng);
  return new WeightedVaeGan({ decoder, ...others }, settings);
}
