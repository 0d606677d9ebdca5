import {
  completeSettings,
  count,
  type FactoryOptions,
  type ForExamples,
  factoryOptions,
  GenlabError,
  type Layer,
  type Rng,
  setting,
  type Values,
  type WithDefault,
} from "@genlab/core";
import { GroupNorm, identity } from "@genlab/layers";
import { chosenNetwork } from "./chosen-network.js";
import { dcganDiscriminator } from "./dcgan-discriminator.js";
import { dcganGenerator } from "./dcgan-generator.js";
import { mlpDiscriminator } from "./mlp-discriminator.js";
import { mlpGenerator } from "./mlp-generator.js";
import { batchNormFor, type Norm, noNormFor } from "./norm.js";
import { residualDiscriminator } from "./residual-discriminator.js";
import { residualGenerator } from "./residual-generator.js";
import { adversarialSettings } from "./settings/adversarial-settings.js";
import { type JudgementOptions, judgementSettings } from "./settings/judgement-settings.js";

export const adversarialNetworksSettings = {
  ...adversarialSettings,
  latent: count("Features of the generator's input."),
  condition: count("Size of the condition that the generator reads from its context; 0: none.", { default: 0, min: 0 }),
  judgement: setting<JudgementOptions, JudgementOptions, WithDefault<JudgementOptions>>(
    {
      about: "What the discriminator gives and reads.",
      expected: "an object of options, such as { outputs: 2 }",
      accepts: (value) => typeof value === "object" && value !== null,
    },
    { default: {} },
  ),
  pack: count("Examples that the discriminator sees at once, concatenated along their last axis.", { default: 1 }),
};

/** Images have values in [0, 1]. */
export interface AdversarialNetworksOptions extends FactoryOptions<typeof adversarialNetworksSettings> {}

export interface AdversarialNetworks {
  readonly generator: Layer;
  readonly discriminator: Layer;
}

/**
 * A generator `[batch, latent]` to `[batch, ...shape]`, and a discriminator from there to `[batch, outputs]`.
 *
 * @throws GenlabError for images that are too small for convolutions, for what the network that is made does not have, and for options that
 * there are not; each network, for inputs of another shape.
 *
 * @example
 * ```ts
 * import { adversarialNetworks, createRng, Gan } from "genlab";
 *
 * const networks = adversarialNetworks({ shape: [2], latent: 2, network: "dense", hidden: [32] }, createRng(1));
 * console.log(new Gan(networks, { latent: 2 }).phases().map(({ name }) => name)); // ["discriminator", "generator"]
 * ```
 */
export function adversarialNetworks(options: AdversarialNetworksOptions, rng: Rng): AdversarialNetworks {
  const values = factoryOptions("adversarialNetworks", adversarialNetworksSettings, options, rng);
  completeSettings("`judgement` of adversarialNetworks", judgementSettings, values.judgement);
  const { network, channels } = chosenNetwork(values.shape, values, adversarialSettings.channels);
  requireReaders(values, network);
  return builders[network](
    { ...values, channels },
    { generator: rng.fork("generator"), judge: rng.fork("discriminator") },
  );
}

type Given = ForExamples & Values<typeof adversarialNetworksSettings>;

interface Options extends Omit<Given, "channels"> {
  readonly channels: readonly number[];
}

/** Throws for what is asked of another network than the one that is made. */
function requireReaders({ shape, pieces, attention, generatorSpectralNorm }: Given, network: string): void {
  const asked = [
    ["pieces", pieces > 1, "dense"],
    ["attention", attention, "residual"],
    ["generatorSpectralNorm", generatorSpectralNorm, "residual"],
  ] as const;
  const unread = asked.find(([, isAsked, reader]) => isAsked && reader !== network);
  if (!unread) return;
  const [option, , reader] = unread;
  throw new GenlabError(
    `adversarialNetworks makes ${network} networks of shape [${shape.join(", ")}], which have no \`${option}\`. Leave it out, or ask for ` +
      `\`network: "${reader}"\`.`,
  );
}

type Builder = (options: Options, streams: { readonly generator: Rng; readonly judge: Rng }) => AdversarialNetworks;

const builders: Readonly<Record<Exclude<Options["network"], "auto">, Builder>> = {
  dense(options, streams) {
    const { latent, shape, hidden, discriminatorHidden, pieces, batchNorm, condition } = options;
    const generator = { latent, shape, hidden, condition, ...(batchNorm && { norm: batchNormFor(0) }) };
    return {
      generator: mlpGenerator({ ...generator, ...activationOf(options) }, streams.generator),
      discriminator: mlpDiscriminator(
        {
          ...judged(options),
          hidden: discriminatorHidden.length > 0 ? discriminatorHidden : hidden,
          pieces,
          spectralNorm: isOn(options.spectralNorm),
        },
        streams.judge,
      ),
    };
  },
  convolutional(options, streams) {
    const { channels, discriminatorNorm } = options;
    const spectralNorm = isOn(options.spectralNorm);
    const byDefault = spectralNorm ? "none" : "batch";
    const norm = discriminatorNorms[discriminatorNorm === "auto" ? byDefault : discriminatorNorm];
    return {
      generator: dcganGenerator(made(options), streams.generator),
      discriminator: dcganDiscriminator({ ...judged(options), channels, spectralNorm, norm }, streams.judge),
    };
  },
  residual(options, streams) {
    const { channels, attention, generatorSpectralNorm } = options;
    const spectralNorm = isOn(options.spectralNorm, true);
    return {
      generator: residualGenerator(
        { ...made(options), attention, spectralNorm: generatorSpectralNorm },
        streams.generator,
      ),
      discriminator: residualDiscriminator({ ...judged(options), channels, attention, spectralNorm }, streams.judge),
    };
  },
};

/** What a generator of images takes. */
function made(options: Options) {
  const { latent, shape, channels, condition, batchNorm } = options;
  const norm = batchNorm ? batchNormFor(condition) : noNormFor(condition);
  return { latent, shape, channels: channels.toReversed(), norm, ...activationOf(options) };
}

/** What every discriminator takes. */
function judged(options: Options) {
  const { shape, pack, judgement } = options;
  return { shape: [...shape.slice(0, -1), shape.at(-1)! * pack], ...judgement, ...activationOf(options) };
}

const activationOf = ({ activation }: Options) => (activation === "auto" ? {} : { activation });

const isOn = (isAsked: boolean | "auto", byDefault = false): boolean => (isAsked === "auto" ? byDefault : isAsked);

const discriminatorNorms = {
  batch: batchNormFor(0),
  layer: (channels) => new GroupNorm({ channels, groups: 1 }),
  none: () => identity,
} satisfies Record<string, Norm>;
