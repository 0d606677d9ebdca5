import type { Rng } from "@genlab/core";
import { coderNetworks, type HybridNetworksOptions, settingsOf } from "./networks.js";
import { SoftIntroVae, type SoftIntroVaeSettings } from "./soft-intro-vae.js";

export interface CreateSoftIntroVaeOptions extends HybridNetworksOptions, SoftIntroVaeSettings {}

/** A Soft-IntroVAE with networks that fit the shape of one example: `createSoftIntroVae({ shape: [28, 28, 1], latent: 16 }, rng)`. */
export function createSoftIntroVae(options: CreateSoftIntroVaeOptions, rng: Rng): SoftIntroVae {
  return new SoftIntroVae(coderNetworks({ ...options, codes: 2 * options.latent }, rng), settingsOf(options));
}
