import type { Rng } from "@genlab/core";
import { AutoencoderInGan, type AutoencoderInGanSettings } from "./autoencoder-in-gan.js";
import { encodedGanNetworks, type HybridNetworksOptions, settingsOf } from "./networks.js";

export interface CreateAutoencoderInGanOptions extends HybridNetworksOptions, AutoencoderInGanSettings {}

/** An autoencoder inside a GAN with networks that fit the shape of one example: `createAutoencoderInGan({ shape: [28, 28, 1], latent: 32 }, rng)`. */
export function createAutoencoderInGan(options: CreateAutoencoderInGanOptions, rng: Rng): AutoencoderInGan {
  return new AutoencoderInGan(encodedGanNetworks(options, rng), settingsOf(options));
}
