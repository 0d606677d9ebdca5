import { linear } from "@genlab/optim";
import {
  annealedCapacity,
  createConditionalVae,
  createFactorVae,
  createLadderVae,
  createTwoStageVae,
  createVae,
  createVampVae,
  createVqVae,
  decomposedElbo,
  elbo,
  importanceWeighted,
  informationElbo,
} from "@genlab/vae";
import { createRate, rate } from "../schedules.js";
import { count, counts, number, oneOf, type ValuesOf, weight } from "../settings.js";
import { coders, codersFrom, likelihood, likelihoodFrom } from "./coders.js";
import { kernel, kernels } from "./kernels.js";
import { modelRecipe } from "./model-recipe.js";

const base = { ...coders, ...likelihood("auto") };
const baseFrom = (values: ValuesOf<typeof base>, shape: readonly number[]) => ({
  shape,
  ...codersFrom(values),
  ...likelihoodFrom(values, shape),
});

/** Images are in [0, 1], points anywhere. */
const boundsOf = (shape: readonly number[]) => (shape.length === 3 ? ([0, 1] as const) : null);

const bound = { reconstructionWeight: weight(1), beta: rate(1), freeBits: weight(0) };
const boundFrom = ({ reconstructionWeight, beta, freeBits }: ValuesOf<typeof bound>) => ({
  objective: elbo({ reconstructionWeight, beta: createRate(beta), freeBits }),
});

/** Variational autoencoders by type. */
export const vaes = {
  vae: modelRecipe({
    description: "Variational autoencoder",
    settings: { ...base, ...bound },
    build: (values, { shape, rng }) => createVae({ ...baseFrom(values, shape), ...boundFrom(values) }, rng),
  }),
  "capacity-vae": modelRecipe({
    description: "VAE whose code may hold more and more nats",
    // the paper has 100 000 steps
    settings: { ...base, capacity: weight(25), steps: count(1500), gamma: weight(1000) },
    build: ({ capacity, steps, gamma, ...values }, { shape, rng }) => {
      const objective = annealedCapacity({ capacity: linear({ from: 0, to: capacity, steps }), gamma });
      return createVae({ ...baseFrom(values, shape), objective }, rng);
    },
  }),
  "conditional-vae": modelRecipe({
    description: "VAE of a class at a time",
    settings: { ...base, ...bound, classes: count(10) },
    build: ({ classes, ...values }, { shape, rng }) =>
      createConditionalVae({ ...baseFrom(values, shape), ...boundFrom(values), classes }, rng),
  }),
  iwae: modelRecipe({
    description: "VAE with a tighter bound, of several samples",
    settings: { ...base, samples: count(5), estimator: oneOf(["iwae", "dreg"], "iwae") },
    build: ({ samples, estimator, ...values }, { shape, rng }) =>
      createVae({ ...baseFrom(values, shape), objective: importanceWeighted({ samples, estimator }) }, rng),
  }),
  "beta-tc-vae": modelRecipe({
    description: "VAE with independent codes, by its batch's estimate of their total correlation",
    settings: {
      ...base,
      sampling: oneOf(["weighted", "stratified"], "weighted"),
      alpha: weight(1),
      beta: rate(6),
      gamma: weight(1),
    },
    build: ({ sampling, alpha, beta, gamma, ...values }, { shape, examples = 60_000, rng }) => {
      const objective = decomposedElbo({ datasetSize: examples, sampling, alpha, beta: createRate(beta), gamma });
      return createVae({ ...baseFrom(values, shape), objective }, rng);
    },
  }),
  "factor-vae": modelRecipe({
    description: "VAE with independent codes, by a discriminator of them",
    settings: { ...base, gamma: weight(35), discriminatorHidden: counts([1000, 1000, 1000, 1000, 1000, 1000]) },
    build: ({ gamma, discriminatorHidden, ...values }, { shape, rng }) =>
      createFactorVae({ ...baseFrom(values, shape), gamma, discriminatorHidden }, rng),
  }),
  "info-vae": modelRecipe({
    description: "VAE whose codes as a whole follow the prior",
    settings: {
      ...base,
      alpha: number(1, { max: 1 }),
      lambda: number(10),
      kernel: kernel(),
    },
    build: ({ alpha, lambda, kernel, ...values }, { shape, rng }) => {
      const objective = informationElbo({ alpha, lambda, kernel: kernels[kernel]() });
      return createVae({ ...baseFrom(values, shape), objective }, rng);
    },
  }),
  "ladder-vae": modelRecipe({
    description: "VAE with two stochastic layers",
    settings: { ...base, beta: rate(1), upperLatent: count(8), upperHidden: counts([100, 100]) },
    build: ({ beta, upperLatent, upperHidden, ...values }, { shape, rng }) =>
      createLadderVae({ ...baseFrom(values, shape), beta: createRate(beta), upperLatent, upperHidden }, rng),
  }),
  "vamp-vae": modelRecipe({
    description: "VAE whose prior is the posterior of learned inputs",
    settings: { ...base, beta: rate(1), components: count(500) },
    build: ({ beta, components, ...values }, { shape, rng }) =>
      createVampVae({ ...baseFrom(values, shape), beta: createRate(beta), components, bounds: boundsOf(shape) }, rng),
  }),
  "vq-vae": modelRecipe({
    description: "Autoencoder whose codes come from a learned codebook",
    settings: {
      ...coders,
      ...likelihood("squared-error"),
      codes: count(512),
      commitment: number(0.25, { min: 1e-12 }),
      restartBelow: weight(0.05),
      places: count(8),
      priorComponents: count(64),
    },
    build: ({ codes, commitment, restartBelow, places, priorComponents, ...values }, { shape, rng }) => {
      const codebook = { codes, commitment, restartBelow, places, priorComponents };
      return createVqVae({ ...baseFrom(values, shape), ...codebook }, rng);
    },
  }),
  "two-stage-vae": modelRecipe({
    description: "VAE, then a second one of its codes",
    settings: {
      ...coders,
      ...likelihood("learned-gaussian"),
      firstSteps: count(1000), // the paper has 400 epochs on MNIST
      codeHidden: counts([1024, 1024, 1024]),
    },
    build: ({ firstSteps, codeHidden, ...values }, { shape, rng }) =>
      createTwoStageVae({ ...baseFrom(values, shape), firstSteps, codeHidden }, rng),
  }),
} as const;
