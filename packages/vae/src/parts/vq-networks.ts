import { count, type ForExamples, type Layer, number, type Rng, type Values, weight } from "@genlab/core";
import {
  Conv2d,
  ConvTranspose2d,
  identity,
  preActivationBlock,
  reshapeTo,
  Sequential,
  VectorQuantizer,
} from "@genlab/layers";
import {
  coderSettings,
  cropped,
  denseDecoder,
  denseEncoder,
  halvings,
  type ImageShape,
  networkFor,
} from "@genlab/networks";

/** Settings of the networks of a VQ-VAE, and of its codebook. */
export const vqNetworkSettings = {
  codes: count("Vectors in the codebook.", { default: 512, source: "as in the paper" }),
  commitment: number("Weight of the commitment.", { default: 0.25, source: "as in the paper", min: 1e-12 }),
  restartBelow: weight(
    "Codes that fewer vectors a step choose, on a running mean, restart at one of the batch's; 0: never, as in the paper.",
    { default: 0.05 },
  ),
  places: count("How many codes an example has where the network is dense.", { default: 8 }),
  ...coderSettings,
  latent: { ...coderSettings.latent, about: "Features of a code." },
};

type VqValues = ForExamples & Values<typeof vqNetworkSettings>;

interface Coders {
  readonly encoder: Layer;
  readonly decoder: Layer;
  /** Shape of an example's vectors, `[...places, features]`. */
  readonly codeShape: readonly number[];
}

export interface VqNetworks extends Coders {
  readonly quantizer: VectorQuantizer;
}

/** An encoder to vectors, a codebook and a decoder, which fit the shape of one example. */
export function vqNetworks(values: VqValues, rng: Rng): VqNetworks {
  const { shape, channels, network, codes, latent: features, commitment, restartBelow } = values;
  const coders = networks[networkFor(shape, { channels, network })](values, rng);
  // codes start among the first batch's vectors, not around 0, where nearly all vectors would choose the same
  const startCount = restartBelow > 0 ? Math.min(restartBelow, 1) : 1;
  const codebook = { codes, features, commitment, restartBelow, startCount };
  const quantizer = new VectorQuantizer(codebook, rng.fork("codebook"));
  return { ...coders, quantizer };
}

const networks: Readonly<Record<"dense" | "convolutional", (values: VqValues, rng: Rng) => Coders>> = {
  dense({ shape, latent, places, hidden, activation }, rng) {
    const encoder = denseEncoder({ shape, hidden, outputs: places * latent, activation }, rng.fork("encoder"));
    const decode = { latent: places * latent, hidden: hidden.toReversed(), shape, activation };
    return {
      encoder: new Sequential([encoder, reshapeTo([places, latent])]),
      decoder: new Sequential([reshapeTo([places * latent]), denseDecoder(decode, rng.fork("decoder"))]),
      codeShape: [places, latent],
    };
  },
  convolutional({ shape, latent, channels, activation }, rng) {
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
};
