import { type FactoryOptions, type ForExamples, type Layer, pick, type Rng, type Values } from "@genlab/core";
import { type Likelihood, likelihoodOf, likelihoodSettings } from "@genlab/losses";
import { autoencoderNetworks, coderSettings } from "@genlab/networks";

/** Settings of the networks of a VAE, and of what they say of the data. */
export const networkSettings = { ...coderSettings, ...likelihoodSettings("auto") };

/** What the networks of a VAE are made from. */
export interface VaeNetworksOptions extends FactoryOptions<typeof networkSettings> {}

export interface FittingNetworks {
  readonly encoder: Layer;
  readonly decoder: Layer;
  readonly likelihood: Likelihood;
}

/** Sizes that are others than those of a VAE of examples alone. */
export interface OtherSizes {
  /** Features of the decoder's input. */
  readonly latent: number;
  /** Shape of one input of the encoder. */
  readonly encoderShape: readonly number[];
}

/** An encoder to means and log-variances, a decoder and its likelihood, which fit the shape of one example. */
export function fittingNetworks(
  values: ForExamples & Values<typeof networkSettings>,
  rng: Rng,
  sizes?: OtherSizes,
): FittingNetworks {
  const { shape, latent } = values;
  const options = { shape, ...pick(values, coderSettings), codes: 2 * latent, ...sizes };
  return { ...autoencoderNetworks(options, rng), likelihood: likelihoodOf(values, shape) };
}
