import { count, type FactoryOptions, factoryOptions, type Layer, type Rng, requireCounts } from "@genlab/core";
import { chosenNetwork } from "./chosen-network.js";
import { convolutionalDecoder, convolutionalEncoder } from "./convolutional.js";
import { denseDecoder, denseEncoder } from "./dense.js";
import { residualDecoder } from "./residual-decoder.js";
import { residualEncoder } from "./residual-encoder.js";
import { coderSettings } from "./settings/coder-settings.js";

/** Of `autoencoderNetworks`. */
export const autoencoderNetworksSettings = { ...coderSettings, latent: count("Features of the decoder's input.") };

export interface AutoencoderNetworksOptions extends FactoryOptions<typeof autoencoderNetworksSettings> {
  /** Features of the encoder's output: twice the latent for a mean and a log-variance. Default: the latent. */
  readonly codes?: number;
  /** Shape of one input of the encoder, where it also reads a condition, say. Default: `shape`. */
  readonly encoderShape?: readonly number[];
}

export interface AutoencoderNetworks {
  readonly encoder: Layer;
  readonly decoder: Layer;
}

/**
 * An encoder `[batch, ...shape]` to `[batch, codes]`, and the decoder `[batch, latent]` to `[batch, ...shape]` that mirrors it.
 *
 * @throws GenlabError for convolutions of images that are too small for them, and for options that it does not have; each network,
 * for inputs of another shape.
 *
 * @example
 * ```ts
 * import { autoencoderNetworks, createRng, Vae } from "genlab";
 *
 * const { encoder, decoder } = autoencoderNetworks({ shape: [28, 28, 1], latent: 8, codes: 16 }, createRng(1)); // means and log-variances
 * console.log(new Vae({ encoder, decoder }, { latent: 8 }).settings.latent);
 * ```
 */
export function autoencoderNetworks(options: AutoencoderNetworksOptions, rng: Rng): AutoencoderNetworks {
  const { codes = options.latent, encoderShape = options.shape, ...given } = options;
  const values = factoryOptions("autoencoderNetworks", autoencoderNetworksSettings, given, rng);
  const { shape, latent, hidden, activation } = values;
  requireCounts("autoencoderNetworks", { codes });
  const { network, channels } = chosenNetwork(shape, values, coderSettings.channels);
  const encode = { shape: encoderShape, outputs: codes, activation };
  const decode = { shape, latent, activation };
  if (network === "dense") {
    return {
      encoder: denseEncoder({ ...encode, hidden }, rng.fork("encoder")),
      decoder: denseDecoder({ ...decode, hidden: hidden.toReversed() }, rng.fork("decoder")),
    };
  }
  const [encoder, decoder] =
    network === "residual" ? [residualEncoder, residualDecoder] : [convolutionalEncoder, convolutionalDecoder];
  return {
    encoder: encoder({ ...encode, channels }, rng.fork("encoder")),
    decoder: decoder({ ...decode, channels: channels.toReversed() }, rng.fork("decoder")),
  };
}
