import type { Rng } from "@genlab/core";
import type { Likelihood } from "@genlab/losses";
import { type AutoencoderNetworksOptions, autoencoderNetworks } from "@genlab/networks";
import { Vae, type VaeSettings } from "./vae.js";

export interface CreateVaeOptions extends Omit<AutoencoderNetworksOptions, "codes">, VaeSettings {
  /** Default `bernoulli`, for data in [0, 1]. */
  readonly likelihood?: Likelihood;
}

/** A VAE with networks that fit the shape of one example: `createVae({ shape: [28, 28, 1], latent: 16 }, rng)`. */
export function createVae(options: CreateVaeOptions, rng: Rng): Vae {
  const { latent, beta, freeBits, likelihood, ...networks } = options;
  const { encoder, decoder } = autoencoderNetworks({ ...networks, latent, codes: 2 * latent }, rng);
  const settings = { latent, ...(beta !== undefined && { beta }), ...(freeBits !== undefined && { freeBits }) };
  return new Vae({ encoder, decoder, ...(likelihood && { likelihood }) }, settings);
}
