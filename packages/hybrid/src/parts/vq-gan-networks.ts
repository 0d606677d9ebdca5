import type { Layer, Rng } from "@genlab/core";
import {
  Conv2d,
  ConvTranspose2d,
  leakyRelu,
  relu,
  Sequential,
  VectorQuantizer,
  type WeightedLayer,
} from "@genlab/layers";
import { cropped, halvings, type ImageShape } from "@genlab/networks";

export interface VqGanNetworks {
  /** Maps `x` to a map of features `[batch, height, width, features]`. */
  readonly encoder: Layer;
  /** Replaces each of the features' vectors by one of its codebook. */
  readonly quantizer: VectorQuantizer;
  /** Maps the quantized map to what the last layer reads. */
  readonly decoder: Layer;
  /** The decoder's last layer, to data, in whose weight gradients are compared. */
  readonly last: WeightedLayer;
  /** Maps data to a map of logits, one a patch. */
  readonly discriminator: Layer;
}

export interface VqGanSizes {
  readonly shape: ImageShape;
  /** Channels of the encoder; the decoder has them in reverse. */
  readonly channels: readonly number[];
  /** Vectors in the codebook. */
  readonly codes: number;
  /** Features of a vector. */
  readonly features: number;
}

/** Strided convolutions for images of any height and width. Vectors without use restart at codes of the batch. */
export function vqGanNetworks({ shape, channels, codes, features }: VqGanSizes, rng: Rng): VqGanNetworks {
  const sizes = halvings(shape, channels.length).toReversed();
  return {
    encoder: encoder(shape, channels, features, rng.fork("encoder")),
    quantizer: new VectorQuantizer({ codes, features, restartBelow: 1 }, rng.fork("quantizer")),
    decoder: decoder(features, channels.toReversed(), sizes, rng.fork("decoder")),
    last: new Conv2d({ inputs: channels[0]!, outputs: shape[2], kernel: 3 }, rng.fork("last")),
    discriminator: patchDiscriminator(shape, channels, rng.fork("discriminator")),
  };
}

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
