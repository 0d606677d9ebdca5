import { augmentImages, createGan, createInfoGan, type GanSettings, type Penalty } from "@genlab/gan";
import { type Activation, leakyRelu, relu } from "@genlab/layers";
import { draganPenalty, r1Penalty, r2Penalty, wassersteinGradientPenalty } from "@genlab/losses";
import { count, counts, flag, number, oneOf, type ValuesOf, weight } from "../settings.js";
import { dcganAdam } from "./dcgan-adam.js";
import { game, smoothed } from "./games.js";
import { modelRecipe } from "./model-recipe.js";

const penalties = {
  none: null,
  wasserstein: wassersteinGradientPenalty,
  "one-sided-wasserstein": (game, rng) => wassersteinGradientPenalty({ ...game, sides: "one" }, rng),
  dragan: draganPenalty,
  r1: r1Penalty,
  r2: r2Penalty,
} satisfies Record<string, Penalty | null>;

type PenaltyName = keyof typeof penalties;

const networks = {
  latent: count(64),
  network: oneOf(["auto", "dense", "convolutional", "residual"], "auto"),
  hidden: counts([256, 256]),
  /** Of a dense discriminator; none: as `hidden`. */
  discriminatorHidden: counts([]),
  pieces: count(1),
  channels: counts([64, 128]),
  activation: oneOf(["auto", "relu", "leaky-relu"], "auto"),
  batchNorm: flag(true),
  discriminatorNorm: oneOf(["auto", "batch", "layer", "none"], "auto"),
  spectralNorm: oneOf(["auto", "on", "off"], "auto"),
  generatorSpectralNorm: flag(false),
  attention: flag(false),
};

const players = {
  ...networks,
  prior: oneOf(["normal", "uniform"], "normal"),
  game: game("non-saturating"),
  labelSmoothing: number(0, { min: 0, max: 0.49 }),
};

const gan = {
  ...players,
  penalty: oneOf(Object.keys(penalties) as PenaltyName[], "none"),
  penaltyWeight: weight(10),
  discriminatorSteps: count(1),
  pack: count(1),
  augmentation: flag(false),
  classes: count(0, { min: 0 }),
  auxiliaryWeight: weight(0),
};

/** Generative adversarial networks by type. */
export const gans = {
  gan: modelRecipe({
    description: "Generative adversarial network",
    settings: gan,
    optimizer: dcganAdam,
    build: (values, { shape, rng }) => createGan({ shape, ...networksFrom(values), ...settingsFrom(values) }, rng),
  }),
  "wgan-gp": modelRecipe({
    description: "Wasserstein GAN with a gradient penalty",
    settings: {
      ...gan,
      game: game("wasserstein"),
      penalty: oneOf(Object.keys(penalties) as PenaltyName[], "wasserstein"),
      discriminatorSteps: count(5),
    },
    // Gulrajani et al. 2017, algorithm 1, https://arxiv.org/abs/1704.00028
    optimizer: { type: "adam", learningRate: 1e-4, beta1: 0, beta2: 0.9 },
    build: (values, { shape, rng }) => createGan({ shape, ...networksFrom(values), ...settingsFrom(values) }, rng),
  }),
  "info-gan": modelRecipe({
    description: "GAN whose codes show in what it makes",
    settings: {
      ...players,
      categorical: counts([10]),
      continuous: count(2, { min: 0 }),
      categoricalWeight: weight(1),
      continuousWeight: weight(0.1),
    },
    // the rates are those of Chen et al. 2016, appendix C, https://arxiv.org/abs/1606.03657
    optimizer: { discriminator: dcganAdam, generator: { ...dcganAdam, learningRate: 1e-3 } },
    build: ({ prior, game, labelSmoothing, ...values }, { shape, rng }) => {
      const { categorical, continuous, categoricalWeight, continuousWeight } = values;
      const codes = { categorical, continuous, categoricalWeight, continuousWeight };
      const adversarial = smoothed(game, labelSmoothing);
      return createInfoGan({ shape, ...networksFrom(values), prior, adversarial, ...codes }, rng);
    },
  }),
} as const;

const activations: Readonly<Record<"relu" | "leaky-relu", Activation>> = { relu, "leaky-relu": leakyRelu() };

function networksFrom(values: ValuesOf<typeof networks>) {
  const { latent, network, hidden, discriminatorHidden, pieces, channels, batchNorm, attention } = values;
  const { activation, discriminatorNorm, spectralNorm, generatorSpectralNorm } = values;
  return {
    ...{ latent, hidden, pieces, channels, batchNorm, attention, generatorSpectralNorm },
    ...(network !== "auto" && { network }),
    ...(discriminatorHidden.length > 0 && { discriminatorHidden }),
    ...(activation !== "auto" && { activation: activations[activation] }),
    ...(discriminatorNorm !== "auto" && { discriminatorNorm }),
    ...(spectralNorm !== "auto" && { spectralNorm: spectralNorm === "on" }),
  };
}

function settingsFrom(values: ValuesOf<typeof gan>): Omit<GanSettings, "latent"> {
  const { prior, game, labelSmoothing, penalty, penaltyWeight, discriminatorSteps, pack, augmentation } = values;
  const { classes, auxiliaryWeight } = values;
  const settings = { prior, penaltyWeight, discriminatorSteps, pack, classes, auxiliaryWeight };
  return {
    ...settings,
    adversarial: smoothed(game, labelSmoothing),
    penalty: penalties[penalty],
    augment: augmentation ? augmentImages : null,
  };
}
