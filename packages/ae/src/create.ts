import type { Rng } from "@genlab/core";
import { type Activation, Sequential } from "@genlab/layers";
import type { Likelihood } from "@genlab/losses";
import { type AutoencoderNetworksOptions, autoencoderNetworks } from "@genlab/networks";
import { Autoencoder, type AutoencoderNetworks } from "./autoencoder.js";
import { ContractiveAutoencoder, type ContractiveAutoencoderSettings } from "./contractive-autoencoder.js";
import { DenoisingAutoencoder, type DenoisingAutoencoderSettings } from "./denoising-autoencoder.js";
import { RegularizedAutoencoder, type RegularizedAutoencoderSettings } from "./regularized-autoencoder.js";
import { SparseAutoencoder, type SparseAutoencoderSettings } from "./sparse-autoencoder.js";

export interface CreateAutoencoderOptions extends Omit<AutoencoderNetworksOptions, "codes" | "encoderShape"> {
  /** Default: the squared error of `sigmoid(output)`, for data in [0, 1]. */
  readonly likelihood?: Likelihood;
  /** After the encoder's last layer. Default: none. */
  readonly codeActivation?: Activation;
}

/** An autoencoder with networks that fit the shape of one example. */
export function createAutoencoder(options: CreateAutoencoderOptions, rng: Rng): Autoencoder {
  return new Autoencoder(networksFor(options, rng));
}

export interface CreateDenoisingAutoencoderOptions extends CreateAutoencoderOptions, DenoisingAutoencoderSettings {}

/** A denoising autoencoder with networks that fit the shape of one example. */
export function createDenoisingAutoencoder(options: CreateDenoisingAutoencoderOptions, rng: Rng): DenoisingAutoencoder {
  return new DenoisingAutoencoder(networksFor(options, rng), settingsOf(options));
}

export interface CreateSparseAutoencoderOptions extends CreateAutoencoderOptions, SparseAutoencoderSettings {}

/** A sparse autoencoder with networks that fit the shape of one example. */
export function createSparseAutoencoder(options: CreateSparseAutoencoderOptions, rng: Rng): SparseAutoencoder {
  return new SparseAutoencoder(networksFor(options, rng), settingsOf(options));
}

export interface CreateContractiveAutoencoderOptions extends CreateAutoencoderOptions, ContractiveAutoencoderSettings {}

/** A contractive autoencoder with networks that fit the shape of one example. */
export function createContractiveAutoencoder(
  options: CreateContractiveAutoencoderOptions,
  rng: Rng,
): ContractiveAutoencoder {
  return new ContractiveAutoencoder(networksFor(options, rng), settingsOf(options));
}

export interface CreateRegularizedAutoencoderOptions extends CreateAutoencoderOptions, RegularizedAutoencoderSettings {}

/** A regularised autoencoder with networks that fit the shape of one example. */
export function createRegularizedAutoencoder(
  options: CreateRegularizedAutoencoderOptions,
  rng: Rng,
): RegularizedAutoencoder {
  return new RegularizedAutoencoder(networksFor(options, rng), settingsOf(options));
}

function networksFor(options: CreateAutoencoderOptions, rng: Rng): AutoencoderNetworks {
  const { likelihood, codeActivation } = options;
  const { encoder, decoder } = autoencoderNetworks(options, rng);
  return {
    encoder: codeActivation ? new Sequential([encoder, codeActivation]) : encoder,
    decoder,
    ...(likelihood && { likelihood }),
  };
}

/** What the options say of the model itself. */
function settingsOf<Options extends CreateAutoencoderOptions>(options: Options) {
  const { shape, latent, network, hidden, channels, activation, likelihood, codeActivation, ...settings } = options;
  return settings;
}
