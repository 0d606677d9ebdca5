import type { Rng } from "@genlab/core";
import { AlphaGan, type AlphaGanSettings, alphaGanDefaults } from "./alpha-gan.js";
import { splitOptions } from "./options.js";
import { codeDiscriminatorNetwork, encodedGanNetworks, type HybridNetworksOptions } from "./parts/networks.js";

export interface CreateAlphaGanOptions extends HybridNetworksOptions, AlphaGanSettings {}

/**
 * An α-GAN with networks that fit the shape of one example: `createAlphaGan({ shape: [28, 28, 1], latent: 16 }, rng)`.
 *
 * @throws GenlabError for an option that is none or out of range.
 */
export function createAlphaGan(options: CreateAlphaGanOptions, rng: Rng): AlphaGan {
  const { networks, settings } = splitOptions("createAlphaGan", options, alphaGanDefaults, rng);
  const codeDiscriminator = codeDiscriminatorNetwork(networks, rng);
  return new AlphaGan({ ...encodedGanNetworks(networks, rng), codeDiscriminator }, settings);
}
