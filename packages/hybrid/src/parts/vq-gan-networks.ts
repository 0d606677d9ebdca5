import { count, counts, type Layer, oneOf, type Rng } from "@genlab/core";
import {
  Conv2d,
  ConvTranspose2d,
  FiniteScalarQuantizer,
  leakyRelu,
  type Quantizer,
  relu,
  Sequential,
  VectorQuantizer,
  type WeightedLayer,
} from "@genlab/layers";
import { channelsSetting, cropped, halvings, type ImageShape } from "@genlab/networks";

/** Settings of the networks of a VQ-GAN, and of its codes. */
export const vqGanNetworkSettings = {
  channels: channelsSetting("Channels of the encoder; each halves height and width; the decoder has them in reverse.", {
    first: 32,
    most: 256,
    least: 8, // each of the last places has a code
    deep: "convolutional",
  }),
  quantizer: oneOf(
    'What codes are: the nearest vectors of a "learned" codebook, or the features themselves, each rounded to one of some levels ("finite-scalar", Mentzer et al. 2023, https://arxiv.org/abs/2309.15505).',
    ["learned", "finite-scalar"],
    { default: "learned" },
  ),
  levels: counts("Levels of each feature of a finite scalar code: as many features, and the product as many codes.", {
    default: [8, 6, 5],
    min: 2,
    source: "the paper's for some 2⁸ codes; for 2¹⁰ it has [8, 5, 5, 5]",
  }),
  codes: count("Vectors in the codebook.", {
    default: 256,
    source: "for small images; the authors have 1024 and more",
  }),
  features: count("Features of a vector of the codebook.", { default: 16, source: "the authors have 256" }),
};

export interface VqGanNetworks {
  /** Maps `x` to a map of features `[batch, height, width, features]`. */
  readonly encoder: Layer;
  /** Replaces each of the features' vectors by a code: a `VectorQuantizer`, or a `FiniteScalarQuantizer`. */
  readonly quantizer: Quantizer;
  /** Maps the quantized map to what the last layer reads. */
  readonly decoder: Layer;
  /** The decoder's last layer, to data, in whose weight gradients are compared. */
  readonly last: WeightedLayer;
  /** Maps data to a map of logits, one a patch. */
  readonly discriminator: Layer;
}

/** A codebook of so many vectors, or the levels of a finite scalar quantizer. */
type Quantizing = { readonly codes: number; readonly features: number } | { readonly levels: readonly number[] };

export type VqGanSizes = Quantizing & {
  readonly shape: ImageShape;
  /** Channels of the encoder; the decoder has them in reverse. */
  readonly channels: readonly number[];
};

/** Strided convolutions for images of any height and width. Vectors without use restart at codes of the batch. */
export function vqGanNetworks({ shape, channels, ...quantizing }: VqGanSizes, rng: Rng): VqGanNetworks {
  const quantizer = quantizerOf(quantizing, rng);
  const features = featuresOf(quantizing);
  const sizes = halvings(shape, channels.length).toReversed();
  return {
    encoder: encoder(shape, channels, features, rng.fork("encoder")),
    quantizer,
    decoder: decoder(features, channels.toReversed(), sizes, rng.fork("decoder")),
    last: new Conv2d({ inputs: channels[0]!, outputs: shape[2], kernel: 3 }, rng.fork("last")),
    discriminator: patchDiscriminator(shape, channels, rng.fork("discriminator")),
  };
}

export const featuresOf = (quantizing: Quantizing): number =>
  "levels" in quantizing ? quantizing.levels.length : quantizing.features;

const quantizerOf = (quantizing: Quantizing, rng: Rng): Quantizer =>
  "levels" in quantizing
    ? new FiniteScalarQuantizer(quantizing)
    : new VectorQuantizer({ ...quantizing, restartBelow: 1 }, rng.fork("quantizer"));

/** To a map of `features`. */
function encoder(shape: ImageShape, channels: readonly number[], features: number, rng: Rng): Sequential {
  const layers = [
    ...halving(shape[2], channels, relu, rng),
    new Conv2d({ inputs: channels.at(-1)!, outputs: features, kernel: 1 }, rng.fork("last")),
  ];
  // weights start, and learn, at the scale of such images
  return new Sequential(layers, { shape, name: "The encoder", dataRange: { of: "createVqGan", least: 0, most: 1 } });
}

/** From a map of `features` to what the last layer reads; each doubling gives a map of the size that was halved. */
function decoder(features: number, channels: readonly number[], sizes: readonly ImageShape[], rng: Rng): Sequential {
  const doubling = channels.flatMap((inputs, i) => {
    const outputs = channels[i + 1] ?? inputs;
    const doubled = new ConvTranspose2d({ inputs, outputs, kernel: 4, stride: 2 }, rng.fork(`${i}`));
    return [doubled, ...cropped(sizes[i]!, sizes[i + 1]!), relu];
  });
  return new Sequential([
    new Conv2d({ inputs: features, outputs: channels[0]!, kernel: 3 }, rng.fork("first")),
    relu,
    ...doubling,
  ]);
}

/** One logit for each place of the smallest map. Isola et al. 2016, https://arxiv.org/abs/1611.07004 */
function patchDiscriminator(shape: ImageShape, channels: readonly number[], rng: Rng): Sequential {
  const layers = [
    ...halving(shape[2], channels, leakyRelu(0.2), rng),
    new Conv2d({ inputs: channels.at(-1)!, outputs: 1, kernel: 3 }, rng.fork("last")),
  ];
  return new Sequential(layers, { shape, name: "The discriminator" });
}

function halving(depth: number, channels: readonly number[], activation: typeof relu, rng: Rng) {
  return channels.flatMap((outputs, i) => [
    new Conv2d({ inputs: channels[i - 1] ?? depth, outputs, kernel: 4, stride: 2 }, rng.fork(`${i}`)),
    activation,
  ]);
}
