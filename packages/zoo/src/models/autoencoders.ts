import {
  absoluteSparsity,
  type Corruption,
  createAutoencoder,
  createContractiveAutoencoder,
  createDenoisingAutoencoder,
  createRegularizedAutoencoder,
  createSparseAutoencoder,
  type DecoderRegularizer,
  gaussianNoise,
  gradientPenalty,
  klSparsity,
  maskingNoise,
  type Sparsity,
  saltAndPepper,
  weightDecay,
} from "@genlab/ae";
import { relu } from "@genlab/layers";
import { count, number, oneOf, type ValuesOf, weight } from "../settings.js";
import { coders, codersFrom, likelihood, likelihoodFrom } from "./coders.js";
import { modelRecipe } from "./model-recipe.js";

const base = { ...coders, ...likelihood("squared-error") };
const baseFrom = (values: ValuesOf<typeof base>, shape: readonly number[]) => ({
  shape,
  ...codersFrom(values),
  ...likelihoodFrom(values, shape),
});

const coded = { ...base, codeActivation: oneOf(["none", "relu"], "none") };
const codedFrom = ({ codeActivation, ...values }: ValuesOf<typeof coded>, shape: readonly number[]) => ({
  ...baseFrom(values, shape),
  ...(codeActivation === "relu" && { codeActivation: relu }),
});

const corruptions = {
  gaussian: gaussianNoise,
  masking: maskingNoise,
  "salt-and-pepper": saltAndPepper,
} satisfies Record<string, (level: number) => Corruption>;

const sparsities = {
  kl: klSparsity,
  absolute: absoluteSparsity,
} satisfies Record<string, (target: number) => Sparsity>;

const regularizers = {
  "gradient-penalty": gradientPenalty,
  "weight-decay": weightDecay,
} satisfies Record<string, DecoderRegularizer>;

/** Autoencoders by type. */
export const autoencoders = {
  autoencoder: modelRecipe({
    description: "Autoencoder",
    settings: coded,
    build: (values, { shape, rng }) => createAutoencoder(codedFrom(values, shape), rng),
  }),
  "denoising-autoencoder": modelRecipe({
    description: "Autoencoder that restores damaged data",
    settings: {
      ...coded,
      corruption: oneOf(["gaussian", "masking", "salt-and-pepper"], "gaussian"),
      level: weight(0.5),
    },
    build: ({ corruption, level, ...values }, { shape, rng }) =>
      createDenoisingAutoencoder({ ...codedFrom(values, shape), corruption: corruptions[corruption](level) }, rng),
  }),
  "sparse-autoencoder": modelRecipe({
    description: "Autoencoder of which few codes are active at a time",
    settings: {
      ...base,
      sparsity: oneOf(["kl", "absolute"], "kl"),
      target: number(0.05, { min: 0, max: 1 }),
      weight: weight(3),
    },
    build: ({ sparsity, target, weight, ...values }, { shape, rng }) =>
      createSparseAutoencoder({ ...baseFrom(values, shape), sparsity: sparsities[sparsity](target), weight }, rng),
  }),
  "contractive-autoencoder": modelRecipe({
    description: "Autoencoder whose codes change little with their input",
    settings: { ...base, weight: weight(0.1), probes: count(1) },
    build: ({ weight, probes, ...values }, { shape, rng }) =>
      createContractiveAutoencoder({ ...baseFrom(values, shape), weight, probes }, rng),
  }),
  "regularized-autoencoder": modelRecipe({
    description: "Autoencoder with small codes and a smooth decoder",
    settings: {
      ...base,
      regularizer: oneOf(["gradient-penalty", "weight-decay"], "gradient-penalty"),
      codeWeight: weight(1e-4),
      regularizerWeight: weight(1e-7),
    },
    build: ({ regularizer, codeWeight, regularizerWeight, ...values }, { shape, rng }) => {
      const weights = { codeWeight, regularizerWeight };
      const settings = { ...weights, regularizer: regularizers[regularizer] };
      return createRegularizedAutoencoder({ ...baseFrom(values, shape), ...settings }, rng);
    },
  }),
} as const;
