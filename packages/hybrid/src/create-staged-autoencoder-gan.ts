import type { Rng } from "@genlab/core";
import { coderNetworks, discriminatorNetwork, type HybridNetworksOptions, settingsOf } from "./networks.js";
import { StagedAutoencoderGan, type StagedAutoencoderGanSettings } from "./staged-autoencoder-gan.js";

export interface CreateStagedAutoencoderGanOptions extends HybridNetworksOptions, StagedAutoencoderGanSettings {}

/** A staged autoencoder and GAN with networks that fit the shape of one example: `createStagedAutoencoderGan({ shape: [28, 28, 1], latent: 8 }, rng)`. */
export function createStagedAutoencoderGan(options: CreateStagedAutoencoderGanOptions, rng: Rng): StagedAutoencoderGan {
  const { encoder, decoder: generator } = coderNetworks(options, rng);
  const discriminator = discriminatorNetwork(options, rng);
  return new StagedAutoencoderGan({ encoder, generator, discriminator }, settingsOf(options));
}
