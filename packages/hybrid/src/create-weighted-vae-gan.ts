import type { Rng } from "@genlab/core";
import { encodedGanNetworks, type HybridNetworksOptions, settingsOf } from "./networks.js";
import { WeightedVaeGan, type WeightedVaeGanSettings } from "./weighted-vae-gan.js";

export interface CreateWeightedVaeGanOptions extends HybridNetworksOptions, WeightedVaeGanSettings {}

/** A weighted VAE-GAN with networks that fit the shape of one example: `createWeightedVaeGan({ shape: [28, 28, 1], latent: 16 }, rng)`. */
export function createWeightedVaeGan(options: CreateWeightedVaeGanOptions, rng: Rng): WeightedVaeGan {
  const { generator: decoder, ...others } = encodedGanNetworks({ ...options, codes: 2 * options.latent }, rng);
  return new WeightedVaeGan({ decoder, ...others }, settingsOf(options));
}
