import type { Rng } from "@genlab/core";
import { codeDiscriminatorNetwork, coderNetworks, type HybridNetworksOptions, settingsOf } from "./networks.js";
import { WaeGan, type WaeGanSettings } from "./wae-gan.js";

export interface CreateWaeGanOptions extends HybridNetworksOptions, WaeGanSettings {}

/** A WAE-GAN with networks that fit the shape of one example: `createWaeGan({ shape: [28, 28, 1], latent: 8 }, rng)`. */
export function createWaeGan(options: CreateWaeGanOptions, rng: Rng): WaeGan {
  const discriminator = codeDiscriminatorNetwork(options, rng);
  return new WaeGan({ ...coderNetworks(options, rng), discriminator }, settingsOf(options));
}
