import { type Layer, type Rng, refuseUnknown, requireOneOf, requireRng, requireSizes } from "@genlab/core";
import {
  type Activation,
  Conv2d,
  ConvTranspose2d,
  identity,
  preActivationBlock,
  relu,
  reshapeTo,
  Sequential,
  VectorQuantizer,
} from "@genlab/layers";
import { type Likelihood, squaredErrorFor } from "@genlab/losses";
import { cropped, denseDecoder, denseEncoder, halvings, type ImageShape, networkFor } from "@genlab/networks";
import { VqVae } from "./vq-vae.js";

export interface CreateVqVaeOptions {
  /** Shape of one example: `[height, width, channels]`, or `[features]`. */
  readonly shape: readonly number[];
  /** Features of a code. */
  readonly latent: number;
  /** Vectors in the codebook. Default 512, as in the paper. */
  readonly codes?: number;
  /** Weight of the commitment. Default 0.25, as in the paper. */
  readonly commitment?: number;
  /** Codes that fewer vectors a step choose, on a running mean, restart at one of the batch's; 0: never, as in the paper. Default 0.05. */
  readonly restartBelow?: number;
  /** Of the mixture that samples' codes are drawn from. Default 64. */
  readonly priorComponents?: number;
  /** Default: convolutional where the shape can be halved once for each of `channels`, else dense. */
  readonly network?: "convolutional" | "dense";
  /** Channels of a convolutional encoder, each of which halves height and width; the decoder has them in reverse. Default [32, 64]. */
  readonly channels?: readonly number[];
  /** Features of the hidden layers of a dense encoder; the decoder has them in reverse. Default [400]. */
  readonly hidden?: readonly number[];
  /** How many codes an example has where the network is dense. Default 8. */
  readonly places?: number;
  /** Default `relu`. */
  readonly activation?: Activation;
  /** Default: the squared error, of `sigmoid(output)` for images, which are in [0, 1], of the output itself for points. */
  readonly likelihood?: Likelihood;
}

/**
 * A VQ-VAE with networks that fit the shape of one example. Convolutional ones are the paper's: 4×4 convolutions of stride 2, two
 * residual blocks, a 1×1 convolution to the codes; and back. Its own have 256 channels.
 *
 * @throws GenlabError for options that it does not have, images that cannot be halved, and as the codebook and the model do.
 */
export function createVqVae(options: CreateVqVaeOptions, rng: Rng): VqVae {
  const { shape, latent, codes = 512, commitment = 0.25, channels = [32, 64], ...more } = options;
  const { restartBelow = 0.05, priorComponents = 64, likelihood = squaredErrorFor(shape), ...rest } = more;
  const { network = networkFor<never>(shape, { channels }), ...coder } = rest;
  const { hidden, places, activation, ...others } = coder;
  const ofCodes = { latent, codes, commitment, restartBelow, priorComponents, places };
  refuseUnknown("createVqVae", others, { shape, network, channels, hidden, activation, likelihood, ...ofCodes });
  requireRng("createVqVae", rng);
  requireSizes("createVqVae", { shape, channels, hidden });
  requireOneOf("createVqVae", { network }, Object.keys(networks));
  const { encoder, decoder, codeShape } = networks[network]({ ...coder, shape, latent, channels }, rng);
  const quantizer = new VectorQuantizer({ codes, features: latent, commitment, restartBelow }, rng.fork("codebook"));
  return new VqVae({ encoder, quantizer, decoder, likelihood }, { codeShape, priorComponents });
}

interface Networks {
  readonly encoder: Layer;
  readonly decoder: Layer;
  readonly codeShape: readonly number[];
}

type Options = CreateVqVaeOptions & { readonly channels: readonly number[] };

const networks = {
  dense({ shape, latent, places = 8, hidden = [400], activation = relu }, rng): Networks {
    const encoder = denseEncoder({ shape, hidden, outputs: places * latent, activation }, rng.fork("encoder"));
    const decode = { latent: places * latent, hidden: hidden.toReversed(), shape, activation };
    return {
      encoder: new Sequential([encoder, reshapeTo([places, latent])]),
      decoder: new Sequential([reshapeTo([places * latent]), denseDecoder(decode, rng.fork("decoder"))]),
      codeShape: [places, latent],
    };
  },
  convolutional({ shape, latent, channels, activation = relu }, rng): Networks {
    const sizes = halvings(shape, channels.length).toReversed();
    const [[height, width, depth]] = sizes as [ImageShape, ...ImageShape[]];
    const last = channels.at(-1) ?? depth;
    const down = channels.flatMap((outputs, i) => [
      new Conv2d({ inputs: channels[i - 1] ?? depth, outputs, kernel: 4, stride: 2 }, rng.fork(`down/${i}`)),
      activation,
    ]);
    const up = channels
      .toReversed()
      .flatMap((inputs, i) => [
        activation,
        new ConvTranspose2d(
          { inputs, outputs: channels.at(-2 - i) ?? depth, kernel: 4, stride: 2 },
          rng.fork(`up/${i}`),
        ),
        ...cropped(sizes[i]!, sizes[i + 1]!),
      ]);
    const block = (name: string) =>
      preActivationBlock({ inputs: last, outputs: last, activation, norm: () => identity }, rng.fork(name));
    const toCodes = new Conv2d({ inputs: last, outputs: latent, kernel: 1 }, rng.fork("to-codes"));
    const fromCodes = new Conv2d({ inputs: latent, outputs: last, kernel: 3 }, rng.fork("from-codes"));
    return {
      encoder: new Sequential([...down, block("encoder/0"), block("encoder/1"), toCodes], {
        shape,
        name: "The encoder",
      }),
      decoder: new Sequential([fromCodes, block("decoder/0"), block("decoder/1"), ...up]),
      codeShape: [height, width, latent],
    };
  },
} satisfies Record<string, (options: Options, rng: Rng) => Networks>;
