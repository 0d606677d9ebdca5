import type { Rng } from "@genlab/core";
import { splitOptions } from "./options.js";
import { coderNetworks, type HybridNetworksOptions, jointDiscriminator } from "./parts/networks.js";
import { Veegan, type VeeganSettings, veeganDefaults } from "./veegan.js";

export interface CreateVeeganOptions extends HybridNetworksOptions, VeeganSettings {}

/**
 * A VEEGAN with networks that fit the shape of one example: `createVeegan({ shape: [2], latent: 2 }, rng)`.
 *
 * @throws GenlabError for an option that is none or out of range.
 */
export function createVeegan(options: CreateVeeganOptions, rng: Rng): Veegan {
  const { networks, settings } = splitOptions("createVeegan", options, veeganDefaults, rng);
  const { latent, stochastic = true } = options;
  const codes = stochastic ? 2 * latent : latent;
  const { encoder: reconstructor, decoder: generator } = coderNetworks({ batchNorm: true, ...networks, codes }, rng);
  return new Veegan({ reconstructor, generator, discriminator: jointDiscriminator(networks, rng) }, settings);
}
