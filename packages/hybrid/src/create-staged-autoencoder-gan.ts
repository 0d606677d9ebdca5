import type { Rng } from "@genlab/core";
import { encodedGanNetworks, type HybridNetworksOptions, settingsOf } from "./networks.js";
import { StagedAutoencoderGan, type StagedAutoencoderGanSettings } from "./staged-autoencoder-gan.js";

export interface CreateStagedAutoencoderGanOptions extends HybridNetworksOptions, StagedAutoencoderGanSettings {}

/** A staged autoencoder and GAN with networks that fit the shape of one example: `createStagedAutoencoderGan({ shape: [28, 28, 1], latent: 8 }, rng)`. */
export function createStagedAutoencoderGan(options: CreateStagedAutoencoderGanOptions, rng: Rng): StagedAutoencoderGan {
  return new StagedAutoencoderGan(encodedGanNetworks(options, rng), settingsOf(options));
}
