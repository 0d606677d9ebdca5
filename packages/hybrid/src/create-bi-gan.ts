import type { Rng } from "@genlab/core";
import { BiGan, type BiGanSettings } from "./bi-gan.js";
import { coderNetworks, type HybridNetworksOptions, jointDiscriminator, settingsOf } from "./networks.js";

export interface CreateBiGanOptions extends HybridNetworksOptions, BiGanSettings {}

/** A BiGAN, or an ALI where it is stochastic, with networks that fit the shape of one example: `createBiGan({ shape: [2], latent: 2 }, rng)`. */
export function createBiGan(options: CreateBiGanOptions, rng: Rng): BiGan {
  const { latent, stochastic = false } = options;
  const codes = stochastic ? 2 * latent : latent;
  const { encoder, decoder: generator } = coderNetworks({ batchNorm: true, ...options, codes }, rng);
  return new BiGan({ encoder, generator, discriminator: jointDiscriminator(options, rng) }, settingsOf(options));
}
