import type { Rng } from "@genlab/core";
import type { Likelihood } from "@genlab/losses";
import { type AutoencoderNetworksOptions, autoencoderNetworks } from "@genlab/networks";
import { Vae, type VaeNetworks, type VaeSettings } from "./vae.js";

/** What the networks of a VAE are made from. */
export interface VaeNetworksOptions extends Omit<AutoencoderNetworksOptions, "codes" | "encoderShape"> {
  /** Default `bernoulli`, for data in [0, 1]. */
  readonly likelihood?: Likelihood;
}

export interface CreateVaeOptions extends VaeNetworksOptions, VaeSettings {}

/** A VAE with networks that fit the shape of one example: `createVae({ shape: [28, 28, 1], latent: 16 }, rng)`. */
export function createVae(options: CreateVaeOptions, rng: Rng): Vae {
  return new Vae(vaeNetworks(options, rng), settingsOf(options));
}

/** An encoder to means and log-variances, a decoder and its likelihood. */
export function vaeNetworks(options: VaeNetworksOptions, rng: Rng): VaeNetworks {
  const { encoder, decoder } = autoencoderNetworks({ ...options, codes: 2 * options.latent }, rng);
  return { encoder, decoder, ...(options.likelihood && { likelihood: options.likelihood }) };
}

/** What the options say of the model itself. */
export function settingsOf<Options extends VaeNetworksOptions>(options: Options) {
  const { shape, network, hidden, channels, activation, likelihood, ...settings } = options;
  return settings;
}
