import { GenlabError, type Rng } from "@genlab/core";
import { type Activation, Conv2d, ConvTranspose2d, flatten, Linear, relu, reshapeTo, Sequential } from "@genlab/layers";

export interface ConvolutionalEncoderOptions {
  /** `[height, width, channels]` of one image. */
  readonly shape: readonly number[];
  /** Channels after each convolution; each halves height and width. */
  readonly channels: readonly number[];
  readonly outputs: number;
  /** Default `relu`. */
  readonly activation?: Activation;
}

/**
 * `[batch, height, width, channels]` to `[batch, outputs]`: 4×4 convolutions of stride 2, as in DCGAN's discriminator, and a
 * linear layer. Radford et al. 2015, https://arxiv.org/abs/1511.06434
 */
export function convolutionalEncoder(options: ConvolutionalEncoderOptions, rng: Rng): Sequential {
  const { shape, channels, outputs, activation = relu } = options;
  const [height, width, depth] = halvings(shape, channels.length);
  const convolutions = channels.flatMap((channel, i) => [
    new Conv2d(
      { inputs: channels[i - 1] ?? shape[2]!, outputs: channel, kernel: 4, stride: 2 },
      rng.fork(`convolution/${i}`),
    ),
    activation,
  ]);
  const inputs = height * width * (channels.at(-1) ?? depth);
  return new Sequential([...convolutions, flatten, new Linear({ inputs, outputs }, rng.fork("linear"))]);
}

export interface ConvolutionalDecoderOptions {
  readonly latent: number;
  /** Channels before each transposed convolution; each doubles height and width. */
  readonly channels: readonly number[];
  /** `[height, width, channels]` of one image. */
  readonly shape: readonly number[];
  /** Default `relu`. */
  readonly activation?: Activation;
}

/**
 * `[batch, latent]` to `[batch, height, width, channels]`: a linear layer and 4×4 transposed convolutions of stride 2, as in
 * DCGAN's generator, with nothing after the last. Radford et al. 2015, https://arxiv.org/abs/1511.06434
 */
export function convolutionalDecoder(options: ConvolutionalDecoderOptions, rng: Rng): Sequential {
  const { latent, channels, shape, activation = relu } = options;
  const [height, width, depth] = halvings(shape, channels.length);
  const first = [height, width, channels[0] ?? depth] as const;
  const outputs = first[0] * first[1] * first[2];
  const convolutions = channels.flatMap((inputs, i) => [
    ...(i === 0 ? [] : [activation]),
    new ConvTranspose2d(
      { inputs, outputs: channels[i + 1] ?? depth, kernel: 4, stride: 2 },
      rng.fork(`convolution/${i}`),
    ),
  ]);
  return new Sequential([
    new Linear({ inputs: latent, outputs }, rng.fork("linear")),
    ...(channels.length > 0 ? [activation] : []),
    reshapeTo(first),
    ...convolutions,
  ]);
}

/** Whether images of this shape can be halved so often. */
export function canHalve(shape: readonly number[], times: number): boolean {
  const [height = 0, width = 0] = shape;
  return shape.length === 3 && height % 2 ** times === 0 && width % 2 ** times === 0;
}

/** Height, width and channels of images of this shape after so many halvings. */
export function halvings(shape: readonly number[], times: number): [height: number, width: number, channels: number] {
  if (!canHalve(shape, times)) {
    throw new GenlabError(
      `Images of shape [${shape}] cannot be halved ${times} times. Expected [height, width, channels] with height and width ` +
        `divisible by ${2 ** times}: pad or resize the images, or use fewer channels.`,
    );
  }
  const [height, width, channels] = shape as [number, number, number];
  return [height / 2 ** times, width / 2 ** times, channels];
}
