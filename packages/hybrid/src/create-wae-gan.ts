import type { Rng } from "@genlab/core";
import { codeDiscriminatorNetwork, coderNetworks, type HybridNetworksOptions } from "./networks.js";
import { splitOptions } from "./options.js";
import { WaeGan, type WaeGanSettings, waeGanDefaults } from "./wae-gan.js";

export interface CreateWaeGanOptions extends HybridNetworksOptions, WaeGanSettings {}

/**
 * A WAE-GAN with networks that fit the shape of one example: `createWaeGan({ shape: [28, 28, 1], latent: 8 }, rng)`.
 *
 * @throws GenlabError for an option that is none or out of range.
 */
export function createWaeGan(options: CreateWaeGanOptions, rng: Rng): WaeGan {
  const { networks, settings } = splitOptions("createWaeGan", options, waeGanDefaults, rng);
  const discriminator = codeDiscriminatorNetwork(networks, rng);
  return new WaeGan({ ...coderNetworks(networks, rng), discriminator }, settings);
}
