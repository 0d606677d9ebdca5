import {
  count,
  counts,
  type ForExamples,
  type Layer,
  number,
  oneOf,
  type Rng,
  type Values,
  weight,
} from "@genlab/core";
import {
  type Activation,
  Conv2d,
  ConvTranspose2d,
  FiniteScalarQuantizer,
  identity,
  preActivationBlock,
  type Quantizer,
  reshapeTo,
  Sequential,
  VectorQuantizer,
} from "@genlab/layers";
import {
  channelsSetting,
  chosenNetwork,
  coderSettings,
  cropped,
  denseDecoder,
  denseEncoder,
  type HalvingOptions,
  halvings,
  type ImageShape,
  residualDoubling,
  residualHalving,
} from "@genlab/networks";

/** Settings of the networks of a VQ-VAE, and of its codebook. */
export const vqNetworkSettings = {
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
  codes: count("Vectors in the codebook.", { default: 512, source: "as in the paper" }),
  commitment: number("Weight of the commitment.", { default: 0.25, source: "as in the paper", min: 1e-12 }),
  restartBelow: weight(
    "Codes that fewer vectors a step choose, on a running mean, restart at one of the batch's; 0: never, as in the paper.",
    { default: 0.05 },
  ),
  places: count("How many codes an example has where the network is dense.", { default: 8 }),
  ...coderSettings,
  latent: { ...coderSettings.latent, about: "Features of a code of a learned codebook." },
  channels: channelsSetting("Channels of a convolutional or residual encoder; the decoder has them in reverse.", {
    first: 32,
    most: 256,
    least: 8, // each of the last places has a code
    deep: "residual",
  }),
};

type VqValues = ForExamples & Values<typeof vqNetworkSettings>;

interface VqSizes extends Omit<VqValues, "channels"> {
  readonly channels: readonly number[];
}

interface Coders {
  readonly encoder: Layer;
  readonly decoder: Layer;
  /** Shape of an example's vectors, `[...places, features]`. */
  readonly codeShape: readonly number[];
}

export interface VqNetworks extends Coders {
  readonly quantizer: Quantizer;
}

/** An encoder to vectors, a codebook and a decoder, which fit the shape of one example. */
export function vqNetworks(values: VqValues, rng: Rng): VqNetworks {
  const { shape, levels } = values;
  const isLearned = values.quantizer === "learned";
  const quantizer = isLearned ? codebook(values, rng) : new FiniteScalarQuantizer({ levels });
  const latent = isLearned ? values.latent : levels.length;
  const { network, channels } = chosenNetwork(shape, values, vqNetworkSettings.channels);
  const coders = networks[network]({ ...values, latent, channels }, rng);
  return { ...coders, quantizer };
}

function codebook({ codes, latent: features, commitment, restartBelow }: VqValues, rng: Rng): VectorQuantizer {
  // codes start among the first batch's vectors, not around 0, where nearly all vectors would choose the same
  const startCount = restartBelow > 0 ? Math.min(restartBelow, 1) : 1;
  return new VectorQuantizer({ codes, features, commitment, restartBelow, startCount }, rng.fork("codebook"));
}

const networks: Readonly<Record<"dense" | "convolutional" | "residual", (values: VqSizes, rng: Rng) => Coders>> = {
  dense({ shape, latent, places, hidden, activation }, rng) {
    const encoder = denseEncoder({ shape, hidden, outputs: places * latent, activation }, rng.fork("encoder"));
    const decode = { latent: places * latent, hidden: hidden.toReversed(), shape, activation };
    return {
      encoder: new Sequential([encoder, reshapeTo([places, latent])]),
      decoder: new Sequential([reshapeTo([places * latent]), denseDecoder(decode, rng.fork("decoder"))], {
        shape: [places, latent],
        name: "The decoder",
      }),
      codeShape: [places, latent],
    };
  },
  convolutional: (values, rng) =>
    spatialCoders(values, rng, {
      down: ({ before, ...sizes }, stream) => [...before, new Conv2d({ ...sizes, kernel: 4, stride: 2 }, stream)],
      up: ({ before, ...sizes }, stream) => [
        ...before,
        new ConvTranspose2d({ ...sizes, kernel: 4, stride: 2 }, stream),
      ],
    }),
  residual: (values, rng) =>
    spatialCoders(values, rng, {
      down: (options, stream) => [residualHalving(options, stream)],
      up: (options, stream) => [residualDoubling(options, stream)],
    }),
};

/** How height and width are halved and doubled. */
interface Steps {
  readonly down: (options: HalvingOptions, rng: Rng) => readonly (Layer | Activation)[];
  readonly up: (options: HalvingOptions, rng: Rng) => readonly (Layer | Activation)[];
}

/** Coders whose codes have places in the image. */
function spatialCoders({ shape, latent, channels, activation }: VqSizes, rng: Rng, { down, up }: Steps): Coders {
  const sizes = halvings(shape, channels.length).toReversed();
  const [[height, width, depth]] = sizes as [ImageShape, ...ImageShape[]];
  const last = channels.at(-1) ?? depth;
  const halving = channels.flatMap((outputs, i) =>
    down({ inputs: channels[i - 1] ?? depth, outputs, before: i === 0 ? [] : [activation] }, rng.fork(`down/${i}`)),
  );
  const doubling = channels
    .toReversed()
    .flatMap((inputs, i) => [
      ...up({ inputs, outputs: channels.at(-2 - i) ?? depth, before: [activation] }, rng.fork(`up/${i}`)),
      ...cropped(sizes[i]!, sizes[i + 1]!),
    ]);
  const block = (name: string) =>
    preActivationBlock({ inputs: last, outputs: last, activation, norm: () => identity }, rng.fork(name));
  const encoder = [
    ...halving,
    ...(channels.length > 0 ? [activation] : []),
    block("encoder/0"),
    block("encoder/1"),
    new Conv2d({ inputs: last, outputs: latent, kernel: 1 }, rng.fork("to-codes")),
  ];
  const fromCodes = new Conv2d({ inputs: latent, outputs: last, kernel: 3 }, rng.fork("from-codes"));
  return {
    encoder: new Sequential(encoder, { shape, name: "The encoder" }),
    decoder: new Sequential([fromCodes, block("decoder/0"), block("decoder/1"), ...doubling]),
    codeShape: [height, width, latent],
  };
}
