import {
  counts,
  type DataRange,
  type ForExamples,
  GenlabError,
  type Given,
  type Layer,
  type Rng,
  sizeOf,
  switchOrAuto,
  type Values,
} from "@genlab/core";
import { type Activation, flatten, identity, leakyRelu, Sequential, sigmoid } from "@genlab/layers";
import {
  activationSetting,
  batchNormFor,
  channelsSetting,
  chosenNetwork,
  coderSettings,
  convolutionalDecoder,
  convolutionalEncoder,
  dcganGenerator,
  denseEncoder,
  mlp,
  mlpGenerator,
  type Norm,
  residualDecoder,
  residualEncoder,
} from "@genlab/networks";
import { AppendNoise } from "./append-noise.js";
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
  channels: channelsSetting(
    "Channels of convolutional and residual networks, from the data on.",
    coderSettings.channels,
  ),
  activation: activationSetting(
    "What stands between the layers of encoders and decoders; discriminators have a leaky one of slope 0.2.",
  ),
  batchNorm: switchOrAuto(
    'Whether decoders have batch norm; convolutional ones are then DCGAN\'s generator. "auto" is on in BiGAN and VEEGAN alone.',
  ),
  encoderBatchNorm: switchOrAuto('Whether encoders have batch norm; "auto" is where decoders have it.'),
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

/** An encoder to `codes` features (default: the latent), a generator of data, and a discriminator of data, without a norm unless it is to have one. */
export function encodedGanNetworks(
  { norm, ...options }: HybridNetworks & { readonly codes?: number; readonly norm?: Norm },
  rng: Rng,
): EncodedGanNetworks {
  const { encoder, decoder: generator } = coderNetworks(options, rng);
  return { encoder, generator, discriminator: discriminatorNetwork({ ...options, ...(norm && { norm }) }, rng) };
}

/** An encoder, a generator with batch norm unless it is to be without, and a discriminator of pairs. */
export function pairNetworks(options: HybridNetworks & CodeSettings, rng: Rng) {
  const batchNorm = options.batchNorm === "auto" || options.batchNorm;
  const { encoder, decoder: generator } = coderNetworks({ ...options, batchNorm, codes: encodedSize(options) }, rng);
  return { encoder, generator, discriminator: jointDiscriminator(options, rng) };
}

/** `[batch, ...shape]` to `[batch, outputs]`. */
export function encoderNetwork(options: HybridNetworks, outputs: number, rng: Rng): Layer {
  const { activation, batchNorm, encoderBatchNorm } = options;
  const hasNorm = encoderBatchNorm === "auto" ? batchNorm === true : encoderBatchNorm;
  return readerNetwork(
    options,
    { outputs, activation, ...(hasNorm && { norm: batchNormFor(0) }) },
    rng.fork("encoder"),
  );
}

/**
 * The encoder that also reads `noise` numbers of noise, so that codes of an example can have any distribution: images pass convolutions to
 * as many features as the first hidden layer has, and the noise is appended there.
 */
export function noisyEncoderNetwork(options: HybridNetworks, outputs: number, noise: number, rng: Rng): Layer {
  const { shape, hidden, activation } = options;
  const fork = rng.fork("encoder");
  const read = isDense(options)
    ? { layers: [flatten], width: sizeOf(shape) }
    : {
        layers: [readerNetwork(options, { outputs: hidden[0]!, activation }, fork.fork("features")), activation],
        width: hidden[0]!,
      };
  const head = mlp({ sizes: [read.width + noise, ...hidden, outputs], activation }, fork.fork("head"));
  return new Sequential([...read.layers, new AppendNoise({ size: noise }), head], { shape, name: "The encoder" });
}

/** `[batch, latent]` to data `[batch, ...shape]`: images in [0, 1], points without bound. */
export function decoderNetwork(options: HybridNetworks, rng: Rng): Layer {
  const { shape, latent, hidden, activation, batchNorm } = options;
  const stream = rng.fork("decoder");
  const output = shape.length === 3 ? sigmoid : identity;
  const { network, channels } = chosenNetwork(shape, options, hybridSettings.channels);
  if (network === "dense") {
    const norm = batchNorm === true ? { norm: batchNormFor(0) } : {};
    return mlpGenerator({ shape, latent, hidden: hidden.toReversed(), activation, output, ...norm }, stream);
  }
  const sizes = { shape, latent, channels: channels.toReversed(), activation };
  if (batchNorm === true) return dcganGenerator(sizes, stream);
  const decoder = network === "residual" ? residualDecoder : convolutionalDecoder;
  return new Sequential([...decoder(sizes, stream).layers, output], {
    shape: [latent],
    name: "The decoder",
    dataRange: IMAGES,
  });
}

/** What a decoder of images can give, and so the data that it is for. */
const IMAGES: DataRange = { of: "the decoder of images", least: 0, most: 1 };

/** `[batch, ...shape]` to `[batch, 1]`. */
export function discriminatorNetwork(
  { norm, ...options }: HybridNetworks & { readonly norm?: Norm },
  rng: Rng,
): Sequential {
  const read = { outputs: 1, activation: leaky, ...(norm && { norm }) };
  const { layers } = readerNetwork(options, read, rng.fork("discriminator"));
  return new Sequential(layers, { shape: options.shape, name: "The discriminator" });
}

/** The discriminator, cut behind one of its hidden layers, counted from 1, or before its last layer. */
export function featureDiscriminator(
  { featureLayer, ...options }: HybridNetworks & { readonly featureLayer: number | "auto" },
  rng: Rng,
): FeatureDiscriminator {
  const { layers } = discriminatorNetwork(options, rng);
  const made = { shape: options.shape, name: "The discriminator" };
  const hidden = layers.flatMap((layer, i) => (layer === leaky ? [i + 1] : []));
  const cut = featureLayer === "auto" ? layers.length - 1 : hidden[featureLayer - 1];
  if (cut === undefined) {
    throw new GenlabError(
      `\`featureLayer\` is ${featureLayer}, and the discriminator has ${hidden.length} hidden layers. Expected one of these, or "auto".`,
    );
  }
  return new FeatureDiscriminator({
    features: new Sequential(layers.slice(0, cut), made),
    head: new Sequential(layers.slice(cut)),
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
  read: { readonly outputs: number; readonly activation: Activation; readonly norm?: Norm },
  rng: Rng,
): Sequential {
  const { shape, hidden } = options;
  const { network, channels } = chosenNetwork(shape, options, hybridSettings.channels);
  if (network === "dense") return denseEncoder({ shape, hidden, ...read }, rng);
  const encoder = network === "residual" ? residualEncoder : convolutionalEncoder;
  return encoder({ shape, channels, ...read }, rng);
}

function isDense(options: HybridNetworks): boolean {
  return chosenNetwork(options.shape, options, hybridSettings.channels).network === "dense";
}
