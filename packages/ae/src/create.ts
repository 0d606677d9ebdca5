import type { Rng } from "@genlab/core";
import type { Likelihood } from "@genlab/losses";
import { type AutoencoderNetworksOptions, autoencoderNetworks } from "@genlab/networks";
import { Autoencoder } from "./autoencoder.js";
import { DenoisingAutoencoder, type DenoisingAutoencoderSettings } from "./denoising-autoencoder.js";

export interface CreateAutoencoderOptions extends Omit<AutoencoderNetworksOptions, "codes"> {
  /** Default: the squared error of `sigmoid(output)`, for data in [0, 1]. */
  readonly likelihood?: Likelihood;
}

/** An autoencoder with networks that fit the shape of one example. */
export function createAutoencoder(options: CreateAutoencoderOptions, rng: Rng): Autoencoder {
  return new Autoencoder(networksFor(options, rng));
}

export interface CreateDenoisingAutoencoderOptions extends CreateAutoencoderOptions, DenoisingAutoencoderSettings {}

/** A denoising autoencoder with networks that fit the shape of one example. */
export function createDenoisingAutoencoder(
  { corruption, ...options }: CreateDenoisingAutoencoderOptions,
  rng: Rng,
): DenoisingAutoencoder {
  return new DenoisingAutoencoder(networksFor(options, rng), corruption && { corruption });
}

function networksFor({ likelihood, ...options }: CreateAutoencoderOptions, rng: Rng) {
  return { ...autoencoderNetworks(options, rng), ...(likelihood && { likelihood }) };
}
