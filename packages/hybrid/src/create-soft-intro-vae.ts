import type { Rng } from "@genlab/core";
import { splitOptions } from "./options.js";
import { coderNetworks, type HybridNetworksOptions } from "./parts/networks.js";
import { SoftIntroVae, type SoftIntroVaeSettings, softIntroVaeDefaults } from "./soft-intro-vae.js";

export interface CreateSoftIntroVaeOptions extends HybridNetworksOptions, SoftIntroVaeSettings {}

/**
 * A Soft-IntroVAE with networks that fit the shape of one example: `createSoftIntroVae({ shape: [28, 28, 1], latent: 16 }, rng)`.
 *
 * @throws GenlabError for an option that is none or out of range.
 */
export function createSoftIntroVae(options: CreateSoftIntroVaeOptions, rng: Rng): SoftIntroVae {
  const { networks, settings } = splitOptions("createSoftIntroVae", options, softIntroVaeDefaults, rng);
  return new SoftIntroVae(coderNetworks({ ...networks, codes: 2 * options.latent }, rng), settings);
}
