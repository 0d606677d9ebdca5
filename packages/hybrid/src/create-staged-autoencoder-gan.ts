import type { Rng } from "@genlab/core";
import { splitOptions } from "./options.js";
import { encodedGanNetworks, type HybridNetworksOptions } from "./parts/networks.js";
import {
  StagedAutoencoderGan,
  type StagedAutoencoderGanSettings,
  stagedAutoencoderGanDefaults,
} from "./staged-autoencoder-gan.js";

export interface CreateStagedAutoencoderGanOptions extends HybridNetworksOptions, StagedAutoencoderGanSettings {}

/**
 * A staged autoencoder and GAN with networks that fit the shape of one example: `createStagedAutoencoderGan({ shape: [28, 28, 1], latent: 8 }, rng)`.
 *
 * @throws GenlabError for an option that is none or out of range.
 */
export function createStagedAutoencoderGan(options: CreateStagedAutoencoderGanOptions, rng: Rng): StagedAutoencoderGan {
  const { networks, settings } = splitOptions("createStagedAutoencoderGan", options, stagedAutoencoderGanDefaults, rng);
  return new StagedAutoencoderGan(encodedGanNetworks(networks, rng), settings);
}
