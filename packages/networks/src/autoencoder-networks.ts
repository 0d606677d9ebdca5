import { type Layer, type Rng, refuseUnknown, requireCounts, requireSizes } from "@genlab/core";
import { type Activation, relu } from "@genlab/layers";
import { convolutionalDecoder, convolutionalEncoder } from "./convolutional.js";
import { denseDecoder, denseEncoder } from "./dense.js";
import { networkFor, requireNetwork } from "./network-for.js";
import { requireLists } from "./require-lists.js";

export interface AutoencoderNetworksOptions {
  /** Shape of one example: `[height, width, channels]`, or `[features]`. */
  readonly shape: readonly number[];
  /** Features of the decoder's input. */
  readonly latent: number;
  /** Features of the encoder's output: twice the latent for a mean and a log-variance. Default: the latent. */
  readonly codes?: number;
  /** Shape of one input of the encoder, where it also reads a condition, say. Default: `shape`. */
  readonly encoderShape?: readonly number[];
  /** Default: convolutional for images whose height and width can be halved once for each of `channels`, else dense: see `networkFor`. */
  readonly network?: "convolutional" | "dense";
  /** Features of the hidden layers of a dense encoder; the decoder has them in reverse. Default [400], as in the VAE of pytorch/examples. */
  readonly hidden?: readonly number[];
  /** Channels of a convolutional encoder; the decoder has them in reverse. Default [32, 64]. */
  readonly channels?: readonly number[];
  /** Default `relu`. */
  readonly activation?: Activation;
}

export interface AutoencoderNetworks {
  readonly encoder: Layer;
  readonly decoder: Layer;
}

/**
 * An encoder `[batch, ...shape]` to `[batch, codes]`, and the decoder `[batch, latent]` to `[batch, ...shape]` that mirrors it.
 *
 * @throws GenlabError for a convolutional network of images that are too small for it, and for options that it does not have; each network,
 * for inputs of another shape.
 */
export function autoencoderNetworks(options: AutoencoderNetworksOptions, rng: Rng): AutoencoderNetworks {
  const { shape, latent, codes = latent, encoderShape = shape, network: asked, ...rest } = options;
  const { hidden = [400], channels = [32, 64], activation = relu, ...others } = rest;
  const known = { shape, latent, codes, encoderShape, network: asked, hidden, channels, activation };
  refuseUnknown("autoencoderNetworks", others, known);
  requireLists("autoencoderNetworks", { hidden, channels });
  requireCounts("autoencoderNetworks", { latent, codes });
  requireSizes("autoencoderNetworks", { hidden, channels });
  requireNetwork(asked, ["convolutional", "dense"]);
  const network = networkFor(shape, { channels, ...(asked && { network: asked }) });
  const encode = { shape: encoderShape, outputs: codes, activation };
  const decode = { shape, latent, activation };
  if (network === "dense") {
    return {
      encoder: denseEncoder({ ...encode, hidden }, rng.fork("encoder")),
      decoder: denseDecoder({ ...decode, hidden: hidden.toReversed() }, rng.fork("decoder")),
    };
  }
  return {
    encoder: convolutionalEncoder({ ...encode, channels }, rng.fork("encoder")),
    decoder: convolutionalDecoder({ ...decode, channels: channels.toReversed() }, rng.fork("decoder")),
  };
}
