import type { Rng } from "@genlab/core";
import { BiGan, type BiGanSettings, biGanDefaults } from "./bi-gan.js";
import { splitOptions } from "./options.js";
import { coderNetworks, type HybridNetworksOptions, jointDiscriminator } from "./parts/networks.js";

export interface CreateBiGanOptions extends HybridNetworksOptions, BiGanSettings {}

/**
 * A BiGAN, or an ALI where it is stochastic, with networks that fit the shape of one example: `createBiGan({ shape: [2], latent: 2 }, rng)`.
 *
 * @throws GenlabError for an option that is none or out of range.
 */
export function createBiGan(options: CreateBiGanOptions, rng: Rng): BiGan {
  const { networks, settings } = splitOptions("createBiGan", options, biGanDefaults, rng);
  const { latent, stochastic = false } = options;
  const codes = stochastic ? 2 * latent : latent;
  const { encoder, decoder: generator } = coderNetworks({ batchNorm: true, ...networks, codes }, rng);
  return new BiGan({ encoder, generator, discriminator: jointDiscriminator(networks, rng) }, settings);
}
