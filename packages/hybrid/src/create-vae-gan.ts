import type { Rng } from "@genlab/core";
import { coderNetworks, featureDiscriminator, type HybridNetworksOptions, settingsOf } from "./networks.js";
import { VaeGan, type VaeGanSettings } from "./vae-gan.js";

export interface CreateVaeGanOptions extends HybridNetworksOptions, VaeGanSettings {}

/** A VAE-GAN with networks that fit the shape of one example: `createVaeGan({ shape: [28, 28, 1], latent: 16 }, rng)`. */
export function createVaeGan(options: CreateVaeGanOptions, rng: Rng): VaeGan {
  const coders = coderNetworks({ ...options, codes: 2 * options.latent }, rng);
  return new VaeGan({ ...coders, discriminator: featureDiscriminator(options, rng) }, settingsOf(options));
}
