import { GenlabError, type Rng } from "@genlab/core";
import { Conv2d, ConvTranspose2d, leakyRelu, relu, Sequential, VectorQuantizer } from "@genlab/layers";
import { canHalveEvenly } from "@genlab/networks";
import { VqGan, type VqGanSettings } from "./vq-gan.js";

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
 * A VQ-GAN with strided convolutions for images whose height and width can be halved once for each of `channels`:
 * `createVqGan({ shape: [28, 28, 1] }, rng)`. Vectors without use restart at codes of the batch. The output has no bound, as the authors' has
 * none: under an absolute error a sigmoid soon gives the median, black for digits, where it has no slope.
 */
export function createVqGan(options: CreateVqGanOptions, rng: Rng): VqGan {
  const { shape, channels = [32, 64], codes = 256, features = 16, ...settings } = options;
  if (channels.length === 0 || !canHalveEvenly(shape, channels.length)) {
    throw new GenlabError(
      `createVqGan: images of shape [${shape}] cannot be halved once for each of the channels [${channels}]. ` +
        "Pad or resize the images, or use fewer channels, but one at least.",
    );
  }
  const [height, width, depth] = shape;
  const factor = 2 ** channels.length;
  const networks = {
    encoder: encoder(depth, channels, features, rng.fork("encoder")),
    quantizer: new VectorQuantizer({ codes, features, restartBelow: 1 }, rng.fork("quantizer")),
    decoder: decoder(features, channels.toReversed(), rng.fork("decoder")),
    last: new Conv2d({ inputs: channels[0]!, outputs: depth, kernel: 3 }, rng.fork("last")),
    discriminator: patchDiscriminator(depth, channels, rng.fork("discriminator")),
  };
  return new VqGan(networks, { ...settings, codeShape: [height / factor, width / factor, features] });
}

/** To a map of `features`. */
function encoder(depth: number, channels: readonly number[], features: number, rng: Rng): Sequential {
  return new Sequential([
    ...halving(depth, channels, relu, rng),
    new Conv2d({ inputs: channels.at(-1)!, outputs: features, kernel: 1 }, rng.fork("last")),
  ]);
}

/** From a map of `features` to what the last layer reads. */
function decoder(features: number, channels: readonly number[], rng: Rng): Sequential {
  const doubling = channels.flatMap((inputs, i) => {
    const outputs = channels[i + 1] ?? inputs;
    return [new ConvTranspose2d({ inputs, outputs, kernel: 4, stride: 2 }, rng.fork(`${i}`)), relu];
  });
  return new Sequential([
    new Conv2d({ inputs: features, outputs: channels[0]!, kernel: 3 }, rng.fork("first")),
    relu,
    ...doubling,
  ]);
}

/** One logit for each place of the smallest map. Isola et al. 2016, https://arxiv.org/abs/1611.07004 */
function patchDiscriminator(depth: number, channels: readonly number[], rng: Rng): Sequential {
  return new Sequential([
    ...halving(depth, channels, leakyRelu(0.2), rng),
    new Conv2d({ inputs: channels.at(-1)!, outputs: 1, kernel: 3 }, rng.fork("last")),
  ]);
}

function halving(depth: number, channels: readonly number[], activation: typeof relu, rng: Rng) {
  return channels.flatMap((outputs, i) => [
    new Conv2d({ inputs: channels[i - 1] ?? depth, outputs, kernel: 4, stride: 2 }, rng.fork(`${i}`)),
    activation,
  ]);
}
