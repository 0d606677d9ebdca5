import { type Rng, refuseUnknown, requireRng } from "@genlab/core";
import { type Activation, Sequential } from "@genlab/layers";
import { type Likelihood, squaredErrorFor } from "@genlab/losses";
import { type AutoencoderNetworksOptions, autoencoderNetworks } from "@genlab/networks";
import { Autoencoder, type AutoencoderNetworks } from "./autoencoder.js";
import { ContractiveAutoencoder, type ContractiveAutoencoderSettings } from "./contractive-autoencoder.js";
import { DenoisingAutoencoder, type DenoisingAutoencoderSettings } from "./denoising-autoencoder.js";
import { RegularizedAutoencoder, type RegularizedAutoencoderSettings } from "./regularized-autoencoder.js";
import { SparseAutoencoder, type SparseAutoencoderSettings } from "./sparse-autoencoder.js";

export interface CreateAutoencoderOptions extends Omit<AutoencoderNetworksOptions, "codes" | "encoderShape"> {
  /** Default: the squared error, of `sigmoid(output)` for images, which are in [0, 1], of the output itself for points. */
  readonly likelihood?: Likelihood;
  /** After the encoder's last layer. Default: none. */
  readonly codeActivation?: Activation;
}

/**
 * An autoencoder with networks that fit the shape of one example.
 *
 * @throws GenlabError for options that it does not have, and as the networks do.
 */
export function createAutoencoder(options: CreateAutoencoderOptions, rng: Rng): Autoencoder {
  return new Autoencoder(networksFor("createAutoencoder", options, {}, rng));
}

export interface CreateDenoisingAutoencoderOptions extends CreateAutoencoderOptions, DenoisingAutoencoderSettings {}

/**
 * A denoising autoencoder with networks that fit the shape of one example.
 *
 * @throws GenlabError for options that it does not have, and as the networks and the model do.
 */
export function createDenoisingAutoencoder(options: CreateDenoisingAutoencoderOptions, rng: Rng): DenoisingAutoencoder {
  const { corruption, ...base } = options;
  const networks = networksFor("createDenoisingAutoencoder", base, { corruption }, rng);
  return new DenoisingAutoencoder(networks, settingsOf(options));
}

export interface CreateSparseAutoencoderOptions extends CreateAutoencoderOptions, SparseAutoencoderSettings {}

/**
 * A sparse autoencoder with networks that fit the shape of one example.
 *
 * @throws GenlabError for options that it does not have, and as the networks and the model do.
 */
export function createSparseAutoencoder(options: CreateSparseAutoencoderOptions, rng: Rng): SparseAutoencoder {
  const { sparsity, weight, ...base } = options;
  const networks = networksFor("createSparseAutoencoder", base, { sparsity, weight }, rng);
  return new SparseAutoencoder(networks, settingsOf(options));
}

export interface CreateContractiveAutoencoderOptions extends CreateAutoencoderOptions, ContractiveAutoencoderSettings {}

/**
 * A contractive autoencoder with networks that fit the shape of one example.
 *
 * @throws GenlabError for options that it does not have, and as the networks and the model do.
 */
export function createContractiveAutoencoder(
  options: CreateContractiveAutoencoderOptions,
  rng: Rng,
): ContractiveAutoencoder {
  const { weight, probes, ...base } = options;
  const networks = networksFor("createContractiveAutoencoder", base, { weight, probes }, rng);
  return new ContractiveAutoencoder(networks, settingsOf(options));
}

export interface CreateRegularizedAutoencoderOptions extends CreateAutoencoderOptions, RegularizedAutoencoderSettings {}

/**
 * A regularised autoencoder with networks that fit the shape of one example.
 *
 * @throws GenlabError for options that it does not have, and as the networks and the model do.
 */
export function createRegularizedAutoencoder(
  options: CreateRegularizedAutoencoderOptions,
  rng: Rng,
): RegularizedAutoencoder {
  const { regularizer, codeWeight, regularizerWeight, ...base } = options;
  const networks = networksFor(
    "createRegularizedAutoencoder",
    base,
    { regularizer, codeWeight, regularizerWeight },
    rng,
  );
  return new RegularizedAutoencoder(networks, settingsOf(options));
}

/** @param settings what else the factory reads */
function networksFor(
  owner: string,
  options: CreateAutoencoderOptions,
  settings: object,
  rng: Rng,
): AutoencoderNetworks {
  const { likelihood, codeActivation, ...networks } = options;
  const { shape, latent, network, hidden, channels, activation, ...others } = networks;
  const known = { shape, latent, network, hidden, channels, activation, likelihood, codeActivation, ...settings };
  refuseUnknown(owner, others, known);
  requireRng(owner, rng);
  const { encoder, decoder } = autoencoderNetworks(networks, rng);
  return {
    encoder: codeActivation !== undefined ? new Sequential([encoder, codeActivation]) : encoder,
    decoder,
    likelihood: likelihood ?? squaredErrorFor(shape),
  };
}

/** What the options say of the model itself. */
function settingsOf<Options extends CreateAutoencoderOptions>(options: Options) {
  const { shape, latent, network, hidden, channels, activation, likelihood, codeActivation, ...settings } = options;
  return settings;
}
