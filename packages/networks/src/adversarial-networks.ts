import {
  describe,
  GenlabError,
  type Layer,
  type Rng,
  refuseUnknown,
  requireBooleans,
  requireCounts,
  requireFunctions,
} from "@genlab/core";
import { type Activation, GroupNorm, identity } from "@genlab/layers";
import { dcganDiscriminator } from "./dcgan-discriminator.js";
import { dcganGenerator } from "./dcgan-generator.js";
import type { JudgementOptions } from "./discriminator-head.js";
import { mlpDiscriminator } from "./mlp-discriminator.js";
import { mlpGenerator } from "./mlp-generator.js";
import { networkFor, requireNetwork } from "./network-for.js";
import { batchNormFor, type Norm, noNormFor } from "./norm.js";
import { requireLists } from "./require-lists.js";
import { residualDiscriminator } from "./residual-discriminator.js";
import { residualGenerator } from "./residual-generator.js";

export interface AdversarialNetworksOptions {
  /** Shape of one example: `[height, width, channels]` with values in [0, 1], or `[features]`. */
  readonly shape: readonly number[];
  /** Features of the generator's input. */
  readonly latent: number;
  /** Default: convolutional (DCGAN's) for images whose height and width can be halved once for each of `channels`, else dense: see `networkFor`. */
  readonly network?: "convolutional" | "residual" | "dense";
  /** Features of the hidden layers of a dense generator. Default [256, 256]. */
  readonly hidden?: readonly number[];
  /** Features of the hidden layers of a dense discriminator. Default: those of `hidden`. */
  readonly discriminatorHidden?: readonly number[];
  /** Above 1 a dense discriminator has maxout layers of so many pieces. Default 1. */
  readonly pieces?: number;
  /** Channels of a convolutional or residual discriminator; the generator has them in reverse. Default [64, 128]. */
  readonly channels?: readonly number[];
  /** Default: `relu` in the generator and in residual networks, `leakyRelu()` in the other discriminators. */
  readonly activation?: Activation;
  /** Whether the generator has batch norm. Default true. */
  readonly batchNorm?: boolean;
  /** Of a convolutional discriminator; "layer" for a gradient penalty. Default "batch", and "none" with spectral norm. */
  readonly discriminatorNorm?: "batch" | "layer" | "none";
  /** Whether spectral norm holds the discriminator's layers Lipschitz. Default: in residual networks alone. */
  readonly spectralNorm?: boolean;
  /** Whether it holds those of a residual generator, as in SAGAN. Default false. */
  readonly generatorSpectralNorm?: boolean;
  /** Whether residual networks have self-attention at half the height and width. Default false. */
  readonly attention?: boolean;
  /** Size of the condition that the generator reads from its context. Default 0: none. */
  readonly condition?: number;
  /** What the discriminator gives and reads. Default: one output, no condition. */
  readonly judgement?: JudgementOptions;
  /** Examples that the discriminator sees at once, concatenated along their last axis. Default 1. */
  readonly pack?: number;
}

export interface AdversarialNetworks {
  readonly generator: Layer;
  readonly discriminator: Layer;
}

/**
 * A generator `[batch, latent]` to `[batch, ...shape]`, and a discriminator from there to `[batch, outputs]`.
 *
 * @throws GenlabError for images that are too small for convolutional networks or not evenly halved by residual ones, for what the network
 * that is made does not have, and for options that there are not; each network, for inputs of another shape.
 */
export function adversarialNetworks(options: AdversarialNetworksOptions, rng: Rng): AdversarialNetworks {
  const { shape, latent, network: asked, channels = [64, 128] } = options;
  requireKnown(options);
  requireCounts("adversarialNetworks", { latent });
  requireNetwork(asked, Object.keys(builders));
  const network = networkFor(shape, { channels, ...(asked && { network: asked }) });
  requireReaders(options, network);
  return builders[network](
    { ...options, channels },
    { generator: rng.fork("generator"), judge: rng.fork("discriminator") },
  );
}

function requireKnown(options: AdversarialNetworksOptions): void {
  const { shape, latent, network, hidden, discriminatorHidden, pieces, channels, activation, batchNorm, ...rest } =
    options;
  const { discriminatorNorm, spectralNorm, generatorSpectralNorm, attention, condition, judgement, pack, ...others } =
    rest;
  const dense = { hidden, discriminatorHidden, pieces };
  const images = { channels, discriminatorNorm, generatorSpectralNorm, attention };
  const all = { shape, latent, network, activation, batchNorm, spectralNorm, condition, judgement, pack };
  refuseUnknown("adversarialNetworks", others, { ...dense, ...images, ...all });
  const { outputs, condition: judged, ...unknown } = judgement ?? {};
  refuseUnknown("`judgement` of adversarialNetworks", unknown, { outputs, condition: judged });
  requireCounts("adversarialNetworks", { pack: pack ?? 1 });
  requireCounts("adversarialNetworks", { condition: condition ?? 0 }, 0);
  requireLists("adversarialNetworks", given({ hidden, discriminatorHidden, channels }));
  requireBooleans("adversarialNetworks", given({ batchNorm, spectralNorm, generatorSpectralNorm, attention }));
  requireFunctions("adversarialNetworks", given({ activation }), "relu");
  if (discriminatorNorm === undefined || Object.hasOwn(discriminatorNorms, discriminatorNorm)) return;
  const known = Object.keys(discriminatorNorms).join(", ");
  throw new GenlabError(
    `\`discriminatorNorm\` of adversarialNetworks is ${describe(discriminatorNorm)}. Known norms: ${known}.`,
  );
}

/** The options that there are. */
const given = <Value>(options: Readonly<Record<string, Value | undefined>>) =>
  Object.fromEntries(Object.entries(options).filter((entry): entry is [string, Value] => entry[1] !== undefined));

/** Throws for what is asked of another network than the one that is made. */
function requireReaders(options: AdversarialNetworksOptions, network: string): void {
  const { pieces = 1, attention = false, generatorSpectralNorm = false } = options;
  const asked = [
    ["pieces", pieces > 1, "dense"],
    ["attention", attention, "residual"],
    ["generatorSpectralNorm", generatorSpectralNorm, "residual"],
  ] as const;
  const unread = asked.find(([, isAsked, reader]) => isAsked && reader !== network);
  if (!unread) return;
  const [option, , reader] = unread;
  throw new GenlabError(
    `adversarialNetworks makes ${network} networks of shape [${options.shape.join(", ")}], which have no \`${option}\`. Leave it out, or ask for ` +
      `\`network: "${reader}"\`.`,
  );
}

type Options = AdversarialNetworksOptions & { readonly channels: readonly number[] };
type Builder = (options: Options, streams: { readonly generator: Rng; readonly judge: Rng }) => AdversarialNetworks;

const builders: Readonly<Record<NonNullable<AdversarialNetworksOptions["network"]>, Builder>> = {
  dense(options, streams) {
    const { latent, hidden = [256, 256], discriminatorHidden = hidden, pieces = 1, batchNorm = true } = options;
    const norm = batchNorm ? { norm: batchNormFor(0) } : {};
    const { condition = 0, spectralNorm = false } = options;
    const judge = { ...judged(options), hidden: discriminatorHidden, pieces, spectralNorm };
    return {
      generator: mlpGenerator(
        { latent, shape: options.shape, hidden, condition, ...norm, ...activationOf(options) },
        streams.generator,
      ),
      discriminator: mlpDiscriminator(judge, streams.judge),
    };
  },
  convolutional(options, streams) {
    const { channels, spectralNorm = false, discriminatorNorm = spectralNorm ? "none" : "batch" } = options;
    const judge = { ...judged(options), channels, spectralNorm, norm: discriminatorNorms[discriminatorNorm] };
    return {
      generator: dcganGenerator(made(options), streams.generator),
      discriminator: dcganDiscriminator(judge, streams.judge),
    };
  },
  residual(options, streams) {
    const { channels, attention = false, spectralNorm = true, generatorSpectralNorm = false } = options;
    const generator = { ...made(options), attention, spectralNorm: generatorSpectralNorm };
    return {
      generator: residualGenerator(generator, streams.generator),
      discriminator: residualDiscriminator({ ...judged(options), channels, attention, spectralNorm }, streams.judge),
    };
  },
};

/** What a generator of images takes. */
function made(options: Options) {
  const { latent, shape, channels, condition = 0, batchNorm = true } = options;
  const norm = batchNorm ? batchNormFor(condition) : noNormFor(condition);
  return { latent, shape, channels: channels.toReversed(), norm, ...activationOf(options) };
}

/** What every discriminator takes. */
function judged(options: Options) {
  const { shape, pack = 1, judgement = {} } = options;
  return { shape: [...shape.slice(0, -1), shape.at(-1)! * pack], ...judgement, ...activationOf(options) };
}

const activationOf = ({ activation }: Options) => (activation ? { activation } : {});

const discriminatorNorms = {
  batch: batchNormFor(0),
  layer: (channels) => new GroupNorm({ channels, groups: 1 }),
  none: () => identity,
} satisfies Record<string, Norm>;
