import type { Layer, Rng } from "@genlab/core";
import type { Activation } from "@genlab/layers";
import { canHalve, convolutionalDecoder, convolutionalEncoder } from "./convolutional.js";
import { denseDecoder, denseEncoder } from "./dense.js";

export interface AutoencoderNetworksOptions {
  /** Shape of one example: `[height, width, channels]`, or `[features]`. */
  readonly shape: readonly number[];
  /** Features of the decoder's input. */
  readonly latent: number;
  /** Features of the encoder's output: twice the latent for a mean and a log-variance. Default: the latent. */
  readonly codes?: number;
  /** Shape of one input of the encoder, where it also reads a condition, say. Default: `shape`. */
  readonly encoderShape?: readonly number[];
  /** Default: convolutional where the shape can be halved once for each of `channels`, else dense. */
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

/** An encoder `[batch, ...shape]` to `[batch, codes]`, and the decoder `[batch, latent]` to `[batch, ...shape]` that mirrors it. */
export function autoencoderNetworks(options: AutoencoderNetworksOptions, rng: Rng): AutoencoderNetworks {
  const { shape, latent, codes = latent, hidden = [400], channels = [32, 64], activation } = options;
  const { encoderShape = shape } = options;
  const { network = canHalve(shape, channels.length) ? "convolutional" : "dense" } = options;
  const encode = { shape: encoderShape, outputs: codes, ...(activation && { activation }) };
  const decode = { shape, latent, ...(activation && { activation }) };
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
