import type { DataRange, Layer, Rng } from "@genlab/core";
import { type Activation, flatten, identity, leakyRelu, relu, Sequential, sigmoid } from "@genlab/layers";
import {
  batchNormFor,
  convolutionalDecoder,
  convolutionalEncoder,
  dcganGenerator,
  denseEncoder,
  mlp,
  mlpGenerator,
  networkFor,
} from "@genlab/networks";
import { FeatureDiscriminator } from "./feature-discriminator.js";
import { JointDiscriminator } from "./joint-discriminator.js";

/** What the networks of a hybrid are made from. */
export interface HybridNetworksOptions {
  /** Shape of one example: `[height, width, channels]`, or `[features]`. */
  readonly shape: readonly number[];
  /** Default: convolutional for images whose height and width can be halved once for each of `channels`, else dense: see `networkFor`. */
  readonly network?: "convolutional" | "dense";
  /** Features of the hidden layers of dense networks, and of those that read codes. Default [400], as in the VAE of pytorch/examples. */
  readonly hidden?: readonly number[];
  /** Channels of convolutional networks, from the data on. Default [32, 64]. */
  readonly channels?: readonly number[];
  /** Of encoders and decoders. Default `relu`. Discriminators have a leaky one of slope 0.2. */
  readonly activation?: Activation;
  /** Whether decoders have batch norm: convolutional ones are then DCGAN's generator. Default: in `createBiGan` and `createVeegan` alone. */
  readonly batchNorm?: boolean;
}

export type WithLatent = HybridNetworksOptions & { readonly latent: number };

export interface CoderNetworks {
  readonly encoder: Layer;
  readonly decoder: Layer;
}

/** An encoder to `codes` features (default: the latent), and a decoder that gives data. */
export function coderNetworks(options: WithLatent & { readonly codes?: number }, rng: Rng): CoderNetworks {
  const { latent, codes = latent } = options;
  return { encoder: encoderNetwork(options, codes, rng), decoder: decoderNetwork(options, rng) };
}

export interface EncodedGanNetworks {
  readonly encoder: Layer;
  readonly generator: Layer;
  readonly discriminator: Layer;
}

/** An encoder to `codes` features (default: the latent), a generator of data, and a discriminator of data. */
export function encodedGanNetworks(options: WithLatent & { readonly codes?: number }, rng: Rng): EncodedGanNetworks {
  const { encoder, decoder: generator } = coderNetworks(options, rng);
  return { encoder, generator, discriminator: discriminatorNetwork(options, rng) };
}

/** `[batch, ...shape]` to `[batch, outputs]`. */
export function encoderNetwork(
  { activation = relu, ...options }: HybridNetworksOptions,
  outputs: number,
  rng: Rng,
): Layer {
  return readerNetwork(options, { outputs, activation }, rng.fork("encoder"));
}

/** `[batch, latent]` to data `[batch, ...shape]`: images in [0, 1], points without bound. */
export function decoderNetwork(options: WithLatent, rng: Rng): Layer {
  const { shape, latent, hidden, channels, activation = relu, batchNorm = false } = withDefaults(options);
  const stream = rng.fork("decoder");
  const output = shape.length === 3 ? sigmoid : identity;
  if (isDense(options)) {
    const norm = batchNorm ? { norm: batchNormFor(0) } : {};
    return mlpGenerator({ shape, latent, hidden: hidden.toReversed(), activation, output, ...norm }, stream);
  }
  const sizes = { shape, latent, channels: channels.toReversed(), activation };
  if (batchNorm) return dcganGenerator(sizes, stream);
  return new Sequential([...convolutionalDecoder(sizes, stream).layers, output], {
    shape: [latent],
    name: "The decoder",
    dataRange: IMAGES,
  });
}

/** What a decoder of images can give, and so the data that it is for. */
const IMAGES: DataRange = { of: "the decoder of images", least: 0, most: 1 };

/** `[batch, ...shape]` to `[batch, 1]`. */
export function discriminatorNetwork(options: HybridNetworksOptions, rng: Rng): Sequential {
  const { layers } = readerNetwork(options, { outputs: 1, activation: leaky }, rng.fork("discriminator"));
  return new Sequential(layers, { shape: options.shape, name: "The discriminator" });
}

/** The discriminator, cut before its last layer. */
export function featureDiscriminator(options: HybridNetworksOptions, rng: Rng): FeatureDiscriminator {
  const { layers } = discriminatorNetwork(options, rng);
  const made = { shape: options.shape, name: "The discriminator" };
  return new FeatureDiscriminator({
    features: new Sequential(layers.slice(0, -1), made),
    head: new Sequential(layers.slice(-1)),
  });
}

/** `[batch, latent]` to `[batch, 1]`. */
export function codeDiscriminatorNetwork({ latent, hidden = [400] }: WithLatent, rng: Rng): Sequential {
  return mlp({ sizes: [latent, ...hidden, 1], activation: leaky }, rng.fork("code-discriminator"));
}

/** Points go to the head as they are, images by way of features as many as the first hidden layer has. */
export function jointDiscriminator(options: WithLatent, rng: Rng): JointDiscriminator {
  const { shape, latent, hidden } = withDefaults(options);
  const isImage = shape.length === 3;
  const width = isImage ? hidden[0]! : shape.reduce((size, length) => size * length, 1);
  const fork = rng.fork("discriminator");
  const read = { outputs: width, activation: leaky };
  const layers = isImage ? [readerNetwork(options, read, fork.fork("features")), leaky] : [flatten];
  const features = new Sequential(layers, { shape, name: "The discriminator" });
  return new JointDiscriminator({
    features,
    head: mlp({ sizes: [width + latent, ...hidden, 1], activation: leaky }, fork.fork("head")),
  });
}

/** Radford et al. 2015, https://arxiv.org/abs/1511.06434 */
const leaky = leakyRelu(0.2);

function readerNetwork(
  options: HybridNetworksOptions,
  read: { readonly outputs: number; readonly activation: Activation },
  rng: Rng,
): Sequential {
  const { shape, hidden, channels } = withDefaults(options);
  return isDense(options)
    ? denseEncoder({ shape, hidden, ...read }, rng)
    : convolutionalEncoder({ shape, channels, ...read }, rng);
}

function isDense(options: HybridNetworksOptions): boolean {
  const { shape, channels } = withDefaults(options);
  const { network } = options;
  return networkFor(shape, { channels, ...(network && { network }) }) === "dense";
}

const withDefaults = <Options extends HybridNetworksOptions>(options: Options) => ({
  hidden: [400] as readonly number[],
  channels: [32, 64] as readonly number[],
  ...options,
});
