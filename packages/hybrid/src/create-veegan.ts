import type { Rng } from "@genlab/core";
import { coderNetworks, type HybridNetworksOptions, jointDiscriminator, settingsOf } from "./networks.js";
import { Veegan, type VeeganSettings } from "./veegan.js";

export interface CreateVeeganOptions extends HybridNetworksOptions, VeeganSettings {}

/** A VEEGAN with networks that fit the shape of one example: `createVeegan({ shape: [2], latent: 2 }, rng)`. */
export function createVeegan(options: CreateVeeganOptions, rng: Rng): Veegan {
  const { latent, stochastic = true } = options;
  const codes = stochastic ? 2 * latent : latent;
  const { encoder: reconstructor, decoder: generator } = coderNetworks({ batchNorm: true, ...options, codes }, rng);
  return new Veegan({ reconstructor, generator, discriminator: jointDiscriminator(options, rng) }, settingsOf(options));
}
