import type { Rng } from "@genlab/core";
import { AutoencoderInGan, type AutoencoderInGanSettings } from "./autoencoder-in-gan.js";
import { coderNetworks, discriminatorNetwork, type HybridNetworksOptions, settingsOf } from "./networks.js";

export interface CreateAutoencoderInGanOptions extends HybridNetworksOptions, AutoencoderInGanSettings {}

/** An autoencoder inside a GAN with networks that fit the shape of one example: `createAutoencoderInGan({ shape: [28, 28, 1], latent: 32 }, rng)`. */
export function createAutoencoderInGan(options: CreateAutoencoderInGanOptions, rng: Rng): AutoencoderInGan {
  const { encoder, decoder: generator } = coderNetworks(options, rng);
  const discriminator = discriminatorNetwork(options, rng);
  return new AutoencoderInGan({ encoder, generator, discriminator }, settingsOf(options));
}
