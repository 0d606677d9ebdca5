import { GenlabError, type Rng, refuseUnknown, requireCounts, requireRng, requireSizes } from "@genlab/core";
import { Conv2d, ConvTranspose2d, leakyRelu, relu, Sequential, VectorQuantizer } from "@genlab/layers";
import { cropped, halvings, type ImageShape } from "@genlab/networks";
import { VqGan } from "./vq-gan.js";
import { type VqGanSettings, vqGanDefaults } from "./vq-gan-settings.js";

export interface CreateVqGanOptions extends Omit<VqGanSettings, "codeShape"> {
  /** `[height, width, channels]` of one image with values in [0, 1]. */
  readonly shape: readonly [height: number, width: number, channels: number];
  /** Channels of the encoder; each halves height and width; the decoder has them in reverse. Default [32, 64]. */
  readonly channels?: readonly number[];
  /** Vectors in the codebook. Default 256, for small images; the authors have 1024 and more. */
  readonly codes?: number;
  /** Features of a vector. Default 16; the authors have 256. */
  readonly features?: number;
}

/**
 * A VQ-GAN with strided convolutions for images of any height and width, an odd one of which is rounded up where it is halved:
 * `createVqGan({ shape: [28, 28, 1] }, rng)`. Vectors without use restart at codes of the batch. The output has no bound, as the authors'
 * has none: under an absolute error a sigmoid soon gives the median, black for digits, where it has no slope.
 *
 * @throws GenlabError for an option that is none or out of range, and for a shape that is not one of images.
 */
export function createVqGan(options: CreateVqGanOptions, rng: Rng): VqGan {
  const { shape, channels = [32, 64], codes = 256, features = 16, ...settings } = options;
  const { codeShape, ...known } = vqGanDefaults;
  refuseUnknown("createVqGan", settings, { shape, channels, codes, features, ...known });
  requireRng("createVqGan", rng);
  requireSizes("createVqGan", { shape, channels });
  requireCounts("createVqGan", { codes, features });
  if (shape.length !== 3 || channels.length === 0) {
    throw new GenlabError(
      `createVqGan got the shape [${shape.join(", ")}] and the channels [${channels.join(", ")}]. ` +
        "Expected images [height, width, channels], and the channels of one convolution at least.",
    );
  }
  const depth = shape[2];
  const sizes = halvings(shape, channels.length).toReversed();
  const [[height, width]] = sizes as [ImageShape, ...ImageShape[]];
  const networks = {
    encoder: encoder(shape, channels, features, rng.fork("encoder")),
    quantizer: new VectorQuantizer({ codes, features, restartBelow: 1 }, rng.fork("quantizer")),
    decoder: decoder(features, channels.toReversed(), sizes, rng.fork("decoder")),
    last: new Conv2d({ inputs: channels[0]!, outputs: depth, kernel: 3 }, rng.fork("last")),
    discriminator: patchDiscriminator(shape, channels, rng.fork("discriminator")),
  };
  return new VqGan(networks, { ...settings, codeShape: [height, width, features] });
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
