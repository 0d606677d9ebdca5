import {
  type Corruption,
  createAutoencoder,
  createDenoisingAutoencoder,
  gaussianNoise,
  maskingNoise,
  saltAndPepper,
} from "@genlab/ae";
import type { Model } from "@genlab/core";
import { type Activation, leakyRelu, relu } from "@genlab/layers";
import { bernoulli, gaussian, LearnedGaussian, type Likelihood, squaredErrorLikelihood } from "@genlab/losses";
import { createVae } from "@genlab/vae";
import { sigmoid } from "@tensorflow/tfjs-core";
import { gans } from "./models/gans.js";
import { type ModelContext, modelRecipe } from "./models/model-recipe.js";
import { type ConfigurationOf, make } from "./recipe.js";
import { createRate, rate } from "./schedules.js";
import { count, counts, number, oneOf, type ValuesOf } from "./settings.js";

const networks = {
  latent: count(16),
  network: oneOf(["auto", "dense", "convolutional"], "auto"),
  hidden: counts([400]),
  channels: counts([32, 64]),
  activation: oneOf(["relu", "leaky-relu"], "relu"),
};

const likelihood = (value: "bernoulli" | "squared-error") => ({
  likelihood: oneOf(["bernoulli", "squared-error", "gaussian", "learned-gaussian"], value),
  variance: number(1, { min: 1e-12 }),
});

/** Model types. A new model is one entry here. */
export const models = {
  autoencoder: modelRecipe({
    description: "Autoencoder",
    settings: { ...networks, ...likelihood("squared-error") },
    build: (values, { shape, rng }) =>
      createAutoencoder({ shape, ...networksFrom(values), ...likelihoodFrom(values) }, rng),
  }),
  "denoising-autoencoder": modelRecipe({
    description: "Autoencoder that restores damaged data",
    settings: {
      ...networks,
      ...likelihood("squared-error"),
      corruption: oneOf(["gaussian", "masking", "salt-and-pepper"], "gaussian"),
      level: number(0.5, { min: 0 }),
    },
    build: ({ corruption, level, ...values }, { shape, rng }) =>
      createDenoisingAutoencoder(
        { shape, ...networksFrom(values), ...likelihoodFrom(values), corruption: corruptions[corruption](level) },
        rng,
      ),
  }),
  vae: modelRecipe({
    description: "Variational autoencoder",
    settings: { ...networks, ...likelihood("bernoulli"), beta: rate(1), freeBits: number(0, { min: 0 }) },
    build: ({ beta, freeBits, ...values }, { shape, rng }) =>
      createVae({ shape, ...networksFrom(values), ...likelihoodFrom(values), beta: createRate(beta), freeBits }, rng),
  }),
  ...gans,
} as const;

/** `{ type: "vae", latent: 8 }`: a model type and any of its settings. */
export type ModelConfiguration = ConfigurationOf<typeof models>;

/** Makes a model for examples of the given shape. */
export function createModel(configuration: ModelConfiguration, context: ModelContext): Model {
  return make("model", models, configuration, context);
}

type NetworkValues = ValuesOf<typeof networks>;
type LikelihoodValues = ValuesOf<ReturnType<typeof likelihood>>;

const activations: Readonly<Record<NetworkValues["activation"], Activation>> = { relu, "leaky-relu": leakyRelu() };

function networksFrom({ latent, network, hidden, channels, activation }: NetworkValues) {
  return { latent, hidden, channels, activation: activations[activation], ...(network !== "auto" && { network }) };
}

const corruptions = {
  gaussian: gaussianNoise,
  masking: maskingNoise,
  "salt-and-pepper": saltAndPepper,
} satisfies Record<string, (level: number) => Corruption>;

function likelihoodFrom(values: LikelihoodValues): { likelihood: Likelihood } {
  const { variance } = values;
  switch (values.likelihood) {
    case "bernoulli":
      return { likelihood: bernoulli };
    case "squared-error":
      return { likelihood: squaredErrorLikelihood(sigmoid) };
    case "gaussian":
      return { likelihood: gaussian({ variance }) };
    case "learned-gaussian":
      return { likelihood: new LearnedGaussian({ logVariance: Math.log(variance) }) };
  }
}
