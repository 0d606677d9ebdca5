import { type Rng, refuseUnknown, requireCounts, requireRng } from "@genlab/core";
import { type Likelihood, likelihoodFor } from "@genlab/losses";
import { type AutoencoderNetworksOptions, autoencoderNetworks } from "@genlab/networks";
import { Vae, type VaeNetworks, type VaeSettings } from "./vae.js";

/** What the networks of a VAE are made from. */
export interface VaeNetworksOptions extends Omit<AutoencoderNetworksOptions, "codes" | "encoderShape"> {
  /** Default: `bernoulli` for images, which are in [0, 1], a `LearnedGaussian` for points. */
  readonly likelihood?: Likelihood;
}

export interface CreateVaeOptions extends VaeNetworksOptions, VaeSettings {}

/**
 * A VAE with networks that fit the shape of one example: `createVae({ shape: [28, 28, 1], latent: 16 }, rng)`.
 *
 * @throws GenlabError for options that it does not have, and as the networks and the model do.
 */
export function createVae(options: CreateVaeOptions, rng: Rng): Vae {
  const { objective, ...base } = options;
  return new Vae(vaeNetworks("createVae", base, { objective }, rng), settingsOf(options));
}

/**
 * An encoder to means and log-variances, a decoder and its likelihood.
 *
 * @param settings what else the factory reads
 */
export function vaeNetworks(
  owner: string,
  { likelihood, ...networks }: VaeNetworksOptions,
  settings: object,
  rng: Rng,
): Required<VaeNetworks> {
  refuseOthers(owner, networks, settings);
  requireRng(owner, rng);
  requireCounts(owner, { latent: networks.latent });
  const { encoder, decoder } = autoencoderNetworks({ ...networks, codes: 2 * networks.latent }, rng);
  return { encoder, decoder, likelihood: likelihood ?? likelihoodFor(networks.shape) };
}

/** Refuses what neither the networks nor the factory itself read. */
export function refuseOthers(owner: string, networks: Omit<VaeNetworksOptions, "likelihood">, settings: object): void {
  const { shape, latent, network, hidden, channels, activation, ...others } = networks;
  const known = { shape, latent, network, hidden, channels, activation, likelihood: undefined };
  refuseUnknown(owner, others, { ...known, ...settings });
}

/** What the options say of the model itself. */
export function settingsOf<Options extends VaeNetworksOptions>(options: Options) {
  const { shape, network, hidden, channels, activation, likelihood, ...settings } = options;
  return settings;
}
