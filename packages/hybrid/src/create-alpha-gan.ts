import type { Rng } from "@genlab/core";
import { AlphaGan, type AlphaGanSettings } from "./alpha-gan.js";
import { codeDiscriminatorNetwork, encodedGanNetworks, type HybridNetworksOptions, settingsOf } from "./networks.js";

export interface CreateAlphaGanOptions extends HybridNetworksOptions, AlphaGanSettings {}

/** An α-GAN with networks that fit the shape of one example: `createAlphaGan({ shape: [28, 28, 1], latent: 16 }, rng)`. */
export function createAlphaGan(options: CreateAlphaGanOptions, rng: Rng): AlphaGan {
  const codeDiscriminator = codeDiscriminatorNetwork(options, rng);
  return new AlphaGan({ ...encodedGanNetworks(options, rng), codeDiscriminator }, settingsOf(options));
}
