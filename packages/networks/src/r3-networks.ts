import {
  completeSettings,
  count,
  counts,
  type FactoryOptions,
  type ForExamples,
  factoryOptions,
  GenlabError,
  type Layer,
  orAuto,
  type Rng,
  type Values,
} from "@genlab/core";
import {
  type Activation,
  Conv2d,
  constantInitializer,
  type Initializer,
  Linear,
  leakyRelu,
  lecunNormal,
  Residual,
  Sequential,
} from "@genlab/layers";
import { mul } from "@tensorflow/tfjs-core";
import { type AdversarialNetworks, adversarialNetworksSettings } from "./adversarial-networks.js";
import { discriminatorHead } from "./discriminator-head.js";
import { canHalveEvenly, evenHalvings } from "./halvings.js";
import { DiscriminativeBasis, GenerativeBasis } from "./r3/basis.js";
import { GroupedConv2d } from "./r3/grouped-conv2d.js";
import { doubled, halved } from "./r3/resample.js";
import { judgementSettings } from "./settings/judgement-settings.js";
import { fromSigned, toSigned } from "./signed.js";
import { generatedRange, judgedRange } from "./value-ranges.js";

export const r3Settings = {
  latent: count("Numbers of noise.", { default: 64, source: "as in the paper" }),
  channels: orAuto(
    counts(
      'Channels of the discriminator at the full height and width, and after each halving; the generator has them in reverse. At least one. "auto" halves as long as there is no rest and the shorter side keeps 4 pixels, and is [16, 32, 64, …], 256 at most.',
    ),
  ),
  blocks: count("Residual blocks at each size.", { default: 1 }),
};

export const r3NetworksSettings = {
  ...r3Settings,
  condition: adversarialNetworksSettings.condition,
  judgement: adversarialNetworksSettings.judgement,
  pack: adversarialNetworksSettings.pack,
};

/** Examples are images `[height, width, channels]`. */
export interface R3NetworksOptions extends FactoryOptions<typeof r3NetworksSettings> {}

/** Channels between the 1×1 convolutions of a block, for each that it is given. */
const EXPANSION = 2;

/** Channels of a group; fewer where they do not divide. */
const GROUP = 16;

const SLOPE = 0.2;

/**
 * R3GAN's networks, without norms: residual blocks of 1×1, grouped 3×3 and 1×1 convolutions at each size, bilinear resampling between them,
 * and learned images in the place of the first and the last layer. The last convolution of each block starts at 0. A generator
 * `[batch, latent]` to `[batch, ...shape]` in the units of [0, 1], which nothing holds it in; a discriminator of the mirrored shape.
 *
 * Huang et al. 2024, https://arxiv.org/abs/2501.05441: there with 384 channels at least, twice the blocks, and a smallest size of 4×4.
 *
 * @throws GenlabError for images that cannot be halved so often without rest, and for options that it does not have; each network, for inputs
 * of another shape.
 */
export function r3Networks(options: R3NetworksOptions, rng: Rng): AdversarialNetworks {
  const values = factoryOptions("r3Networks", r3NetworksSettings, options, rng);
  const judgement = completeSettings("`judgement` of r3Networks", judgementSettings, values.judgement);
  const channels = values.channels === "auto" ? channelsOf(values.shape) : values.channels;
  const last = channels.at(-1);
  if (last === undefined) throw new GenlabError("`channels` of r3Networks is []. Give one for each size.");
  const [height, width, depth] = evenHalvings(values.shape, channels.length - 1);
  const sizes: Sizes = { smallest: [height, width, last], depth };
  return {
    generator: generatorOf({ ...values, channels }, sizes, rng.fork("generator")),
    discriminator: discriminatorOf({ ...values, channels, judgement }, sizes, rng.fork("discriminator")),
  };
}

/** Those of "auto". */
function channelsOf(shape: readonly number[]): readonly number[] {
  const [height = 0, width = 0] = shape;
  let times = 0;
  while (canHalveEvenly(shape, times + 1) && Math.min(height, width) / 2 ** (times + 1) >= 4) times++;
  return Array.from({ length: times + 1 }, (_, i) => Math.min(16 * 2 ** i, 256));
}

interface Options extends ForExamples, Omit<Values<typeof r3NetworksSettings>, "channels"> {
  readonly channels: readonly number[];
}

type Judgement = Values<typeof judgementSettings>;

interface Sizes {
  readonly smallest: readonly [height: number, width: number, channels: number];
  /** Channels of an image. */
  readonly depth: number;
}

function generatorOf(options: Options, { smallest, depth }: Sizes, rng: Rng): Layer {
  const { latent, condition, blocks } = options;
  const channels = options.channels.toReversed();
  const stages = channels.flatMap((outputs, i) => [
    ...(i === 0 ? [] : [...pointwise(channels[i - 1]!, outputs, rng.fork(`resize/${i}`)), doubled]),
    ...stage(outputs, { blocks, depth: blocks * channels.length }, rng.fork(`stage/${i}`)),
  ]);
  const layers = [
    new GenerativeBasis({ latent, condition, shape: smallest }, rng.fork("basis")),
    ...stages,
    plainConvolution(channels.at(-1)!, depth, rng.fork("image")),
    fromSigned,
  ];
  return new Sequential(layers, { shape: [latent], name: "The generator", dataRange: generatedRange });
}

function discriminatorOf(
  options: Options & { readonly judgement: Judgement },
  { smallest, depth }: Sizes,
  rng: Rng,
): Layer {
  const { shape, channels, blocks, pack, judgement } = options;
  const inputs = depth * pack;
  const stages = channels.flatMap((channel, i) => [
    ...stage(channel, { blocks, depth: blocks * channels.length }, rng.fork(`stage/${i}`)),
    ...(i === channels.length - 1 ? [] : [halved, ...pointwise(channel, channels[i + 1]!, rng.fork(`resize/${i}`))]),
  ]);
  const head = { inputs: smallest[2], ...judgement, linear: plainLinear };
  const layers = [
    toSigned,
    plainConvolution(inputs, channels[0]!, rng.fork("image")),
    ...stages,
    new DiscriminativeBasis({ shape: smallest }, rng.fork("basis")),
    discriminatorHead(head, rng.fork("head")),
  ];
  return new Sequential(layers, {
    shape: [...shape.slice(0, -1), inputs],
    name: "The discriminator",
    dataRange: judgedRange,
  });
}

interface StageOptions {
  readonly blocks: number;
  /** Blocks of the whole network. */
  readonly depth: number;
}

function stage(channels: number, { blocks, depth }: StageOptions, rng: Rng): Layer[] {
  // the variance of a block's branch does not grow with their number: Zhang et al. 2019 (Fixup), https://arxiv.org/abs/1901.09321
  const gain = Math.sqrt(2 / (1 + SLOPE ** 2)) * depth ** (-1 / 4);
  return Array.from({ length: blocks }, (_, i) => block(channels, scaled(gain), rng.fork(`block/${i}`)));
}

/** `x` and what 1×1, 3×3 and 1×1 convolutions make of it; no bias stands at the end, where the next block adds to. */
function block(channels: number, weightInitializer: Initializer, rng: Rng): Layer {
  const inner = EXPANSION * channels;
  const group = greatestCommonDivisor(inner, GROUP);
  const zero = constantInitializer(0);
  return new Residual({
    branch: new Sequential([
      new Conv2d(
        { inputs: channels, outputs: inner, kernel: 1, weightInitializer, biasInitializer: zero },
        rng.fork("widen"),
      ),
      leakyRelu(SLOPE),
      new GroupedConv2d({ channels: inner, group, kernel: 3, weightInitializer }, rng.fork("grouped")),
      leakyRelu(SLOPE),
      new Conv2d(
        { inputs: inner, outputs: channels, kernel: 1, bias: false, weightInitializer: zero },
        rng.fork("narrow"),
      ),
    ]),
  });
}

/** A change of channels, where there is one. */
const pointwise = (inputs: number, outputs: number, rng: Rng): (Layer | Activation)[] =>
  inputs === outputs ? [] : [plainConvolution(inputs, outputs, rng)];

const plain = { bias: false, weightInitializer: lecunNormal };

const plainConvolution = (inputs: number, outputs: number, rng: Rng): Layer =>
  new Conv2d({ inputs, outputs, kernel: 1, ...plain }, rng);

const plainLinear = (options: { readonly inputs: number; readonly outputs: number }, rng: Rng): Layer =>
  new Linear({ ...options, ...plain }, rng);

const scaled =
  (gain: number): Initializer =>
  (shape, fan, rng) =>
    mul(gain, lecunNormal(shape, fan, rng));

const greatestCommonDivisor = (a: number, b: number): number => (b === 0 ? a : greatestCommonDivisor(b, a % b));
