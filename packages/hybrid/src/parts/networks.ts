import {
  counts,
  type DataRange,
  type ForExamples,
  type Given,
  type Layer,
  type Rng,
  switchOrAuto,
  type Values,
} from "@genlab/core";
import { type Activation, flatten, identity, leakyRelu, Sequential, sigmoid } from "@genlab/layers";
import {
  activationSetting,
  batchNormFor,
  coderSettings,
  convolutionalDecoder,
  convolutionalEncoder,
  dcganGenerator,
  denseEncoder,
  mlp,
  mlpGenerator,
  networkFor,
} from "@genlab/networks";
import { type CodeSettings, encodedSize } from "./codes.js";
import { FeatureDiscriminator } from "./feature-discriminator.js";
import { JointDiscriminator } from "./joint-discriminator.js";

/** Settings of the networks of a hybrid. */
export const hybridSettings = {
  ...coderSettings,
  hidden: counts("Features of the hidden layers of dense networks, and of those that read codes.", {
    default: [400],
    source: "as in the VAE of pytorch/examples",
  }),
  channels: counts("Channels of convolutional networks, from the data on.", { default: [32, 64] }),
  activation: activationSetting(
    "What stands between the layers of encoders and decoders; discriminators have a leaky one of slope 0.2.",
  ),
  batchNorm: switchOrAuto(
    'Whether decoders have batch norm; convolutional ones are then DCGAN\'s generator. "auto" is on in BiGAN and VEEGAN alone.',
  ),
};

/** What a factory makes the networks of a hybrid from. */
export interface HybridNetworksOptions extends ForExamples, Omit<Given<typeof hybridSettings>, "latent"> {}

/** The same, complete. */
export type HybridNetworks = ForExamples & Values<typeof hybridSettings>;

export interface CoderNetworks {
  readonly encoder: Layer;
  readonly decoder: Layer;
}

/** An encoder to `codes` features (default: the latent), and a decoder that gives data. */
export function coderNetworks(options: HybridNetworks & { readonly codes?: number }, rng: Rng): CoderNetworks {
  const { latent, codes = latent } = options;
  return { encoder: encoderNetwork(options, codes, rng), decoder: decoderNetwork(options, rng) };
}

export interface EncodedGanNetworks {
  readonly encoder: Layer;
  readonly generator: Layer;
  readonly discriminator: Layer;
}

/** An encoder to `codes` features (default: the latent), a generator of data, and a discriminator of data. */
export function encodedGanNetworks(
  options: HybridNetworks & { readonly codes?: number },
  rng: Rng,
): EncodedGanNetworks {
  const { encoder, decoder: generator } = coderNetworks(options, rng);
  return { encoder, generator, discriminator: discriminatorNetwork(options, rng) };
}

/** An encoder, a generator with batch norm unless it is to be without, and a discriminator of pairs. */
export function pairNetworks(options: HybridNetworks & CodeSettings, rng: Rng) {
  const batchNorm = options.batchNorm === "auto" || options.batchNorm;
  const { encoder, decoder: generator } = coderNetworks({ ...options, batchNorm, codes: encodedSize(options) }, rng);
  return { encoder, generator, discriminator: jointDiscriminator(options, rng) };
}

/** `[batch, ...shape]` to `[batch, outputs]`. */
export function encoderNetwork(options: HybridNetworks, outputs: number, rng: Rng): Layer {
  return readerNetwork(options, { outputs, activation: options.activation }, rng.fork("encoder"));
}

/** `[batch, latent]` to data `[batch, ...shape]`: images in [0, 1], points without bound. */
export function decoderNetwork(options: HybridNetworks, rng: Rng): Layer {
  const { shape, latent, hidden, channels, activation, batchNorm } = options;
  const stream = rng.fork("decoder");
  const output = shape.length === 3 ? sigmoid : identity;
  if (isDense(options)) {
    const norm = batchNorm === true ? { norm: batchNormFor(0) } : {};
    return mlpGenerator({ shape, latent, hidden: hidden.toReversed(), activation, output, ...norm }, stream);
  }
  const sizes = { shape, latent, channels: channels.toReversed(), activation };
  if (batchNorm === true) return dcganGenerator(sizes, stream);
  return new Sequential([...convolutionalDecoder(sizes, stream).layers, output], {
    shape: [latent],
    name: "The decoder",
    dataRange: IMAGES,
  });
}

/** What a decoder of images can give, and so the data that it is for. */
const IMAGES: DataRange = { of: "the decoder of images", least: 0, most: 1 };

/** `[batch, ...shape]` to `[batch, 1]`. */
export function discriminatorNetwork(options: HybridNetworks, rng: Rng): Sequential {
  const { layers } = readerNetwork(options, { outputs: 1, activation: leaky }, rng.fork("discriminator"));
  return new Sequential(layers, { shape: options.shape, name: "The discriminator" });
}

/** The discriminator, cut before its last layer. */
export function featureDiscriminator(options: HybridNetworks, rng: Rng): FeatureDiscriminator {
  const { layers } = discriminatorNetwork(options, rng);
  const made = { shape: options.shape, name: "The discriminator" };
  return new FeatureDiscriminator({
    features: new Sequential(layers.slice(0, -1), made),
    head: new Sequential(layers.slice(-1)),
  });
}

/** `[batch, latent]` to `[batch, 1]`. */
export function codeDiscriminatorNetwork({ latent, hidden }: HybridNetworks, rng: Rng): Sequential {
  return mlp({ sizes: [latent, ...hidden, 1], activation: leaky }, rng.fork("code-discriminator"));
}

/** Points go to the head as they are, images by way of features as many as the first hidden layer has. */
export function jointDiscriminator(options: HybridNetworks, rng: Rng): JointDiscriminator {
  const { shape, latent, hidden } = options;
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
  options: HybridNetworks,
  read: { readonly outputs: number; readonly activation: Activation },
  rng: Rng,
): Sequential {
  const { shape, hidden, channels } = options;
  return isDense(options)
    ? denseEncoder({ shape, hidden, ...read }, rng)
    : convolutionalEncoder({ shape, channels, ...read }, rng);
}

function isDense(options: HybridNetworks): boolean {
  const { shape, channels, network } = options;
  return networkFor(shape, { channels, network }) === "dense";
}
