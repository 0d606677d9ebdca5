import { GenlabError } from "@genlab/core";
import {
  createAdversarialAutoencoder,
  createAge,
  createAlphaGan,
  createAutoencoderInGan,
  createBegan,
  createBiGan,
  createEbgan,
  createSoftIntroVae,
  createStagedAutoencoderGan,
  createSupervisedAdversarialAutoencoder,
  createVaeGan,
  createVeegan,
  createVqGan,
  createWaeGan,
  createWaeMmd,
  createWeightedVaeGan,
} from "@genlab/hybrid";
import { createRate, rate } from "../schedules.js";
import { count, counts, flag, number, oneOf, orAuto, share, type ValuesOf, weight } from "../settings.js";
import { coders, codersFrom } from "./coders.js";
import { dcganAdam } from "./dcgan-adam.js";
import { game, games, separableGame, separableGames } from "./games.js";
import { kernel, kernels } from "./kernels.js";
import { modelRecipe } from "./model-recipe.js";

const networks = { ...coders, batchNorm: oneOf(["auto", "on", "off"], "auto") };

const networksFrom = ({ batchNorm, ...values }: ValuesOf<typeof networks>) => ({
  ...codersFrom(values),
  ...(batchNorm !== "auto" && { batchNorm: batchNorm === "on" }),
});

const steps = (value: number) => count(value, { min: 0 });

/** The setting where it is not left to the model. */
const given = <T>(setting: Readonly<Record<string, T | "auto">>) =>
  Object.fromEntries(Object.entries(setting).filter((entry): entry is [string, T] => entry[1] !== "auto"));

/** Tolstikhin et al. 2017, https://arxiv.org/abs/1711.01558 */
const wassersteinAdam = { type: "adam", learningRate: 1e-3, beta1: 0.5 } as const;

/** Larsen et al. 2015, https://arxiv.org/abs/1512.09300 */
const vaeGanRmsProp = { type: "rmsprop", learningRate: 3e-4 } as const;

/** Hybrids of autoencoder and GAN by type. */
export const hybrids = {
  "adversarial-autoencoder": modelRecipe({
    description: "Autoencoder whose codes a discriminator brings to the prior",
    settings: { ...networks, stochastic: flag(false), priorDeviation: weight(5), game: game("non-saturating") },
    build: ({ stochastic, priorDeviation, game, ...values }, { shape, rng }) => {
      const settings = { stochastic, priorDeviation, adversarial: games[game] };
      return createAdversarialAutoencoder({ shape, ...networksFrom(values), ...settings }, rng);
    },
  }),
  "supervised-adversarial-autoencoder": modelRecipe({
    description: "Adversarial autoencoder whose decoder is told the class, so that codes hold the style",
    settings: { ...networks, classes: count(10), priorDeviation: weight(5), game: game("non-saturating") },
    build: ({ classes, priorDeviation, game, ...values }, { shape, rng }) => {
      const settings = { classes, priorDeviation, adversarial: games[game] };
      return createSupervisedAdversarialAutoencoder({ shape, ...networksFrom(values), ...settings }, rng);
    },
  }),
  "wae-gan": modelRecipe({
    description: "Wasserstein autoencoder with an adversary of its codes",
    settings: { ...networks, divergenceWeight: weight(10), priorDeviation: weight(1), game: game("non-saturating") },
    optimizer: { autoencoder: wassersteinAdam, discriminator: { ...wassersteinAdam, learningRate: 5e-4 } },
    build: ({ divergenceWeight, priorDeviation, game, ...values }, { shape, rng }) => {
      const settings = { divergenceWeight, priorDeviation, adversarial: games[game] };
      return createWaeGan({ shape, ...networksFrom(values), ...settings }, rng);
    },
  }),
  "wae-mmd": modelRecipe({
    description: "Wasserstein autoencoder with a kernel between codes and prior",
    settings: { ...networks, divergenceWeight: weight(10), priorDeviation: weight(1), kernel: kernel() },
    optimizer: wassersteinAdam,
    build: ({ divergenceWeight, priorDeviation, kernel, ...values }, { shape, rng }) => {
      const settings = { divergenceWeight, priorDeviation, kernel: kernels[kernel]({ deviation: priorDeviation }) };
      return createWaeMmd({ shape, ...networksFrom(values), ...settings }, rng);
    },
  }),
  "staged-autoencoder-gan": modelRecipe({
    description: "Autoencoder, then a GAN from its decoder, then both in turns",
    settings: {
      ...networks,
      pretrainingSteps: steps(500),
      adversarialSteps: steps(500),
      featureWeight: weight(1),
      reconstructionWeight: weight(1),
      game: game("non-saturating"),
    },
    optimizer: { autoencoder: { type: "adam", learningRate: 1e-3 }, discriminator: dcganAdam, generator: dcganAdam },
    build: (values, { shape, rng }) => {
      const { pretrainingSteps, adversarialSteps, featureWeight, reconstructionWeight } = values;
      const stages = { pretrainingSteps, adversarialSteps };
      const settings = { ...stages, featureWeight, reconstructionWeight, adversarial: games[values.game] };
      return createStagedAutoencoderGan({ shape, ...networksFrom(values), ...settings }, rng);
    },
  }),
  "autoencoder-in-gan": modelRecipe({
    description: "GAN whose generator also decodes data, which an encoder maps to its noise",
    settings: { ...networks, reconstructionWeight: weight(1), game: game("non-saturating") },
    build: ({ reconstructionWeight, game, ...values }, { shape, rng }) => {
      const settings = { reconstructionWeight, adversarial: games[game] };
      return createAutoencoderInGan({ shape, ...networksFrom(values), ...settings }, rng);
    },
  }),
  "vae-gan": modelRecipe({
    description: "VAE and GAN in one, with the discriminator's features as measure of similarity",
    settings: {
      ...networks,
      beta: weight(1),
      reconstructionShare: share(0.8),
      equilibrium: weight(0.68),
      margin: weight(0.4),
      game: separableGame("minimax"),
    },
    optimizer: vaeGanRmsProp,
    build: ({ beta, reconstructionShare, equilibrium, margin, game, ...values }, { shape, rng }) => {
      const settings = { beta, reconstructionShare, equilibrium, margin, adversarial: separableGames[game] };
      return createVaeGan({ shape, ...networksFrom(values), ...settings }, rng);
    },
  }),
  "weighted-vae-gan": modelRecipe({
    description: "VAE and GAN in one, as a weighted sum of reconstruction, KL and adversarial terms",
    settings: {
      ...networks,
      reconstructionWeight: rate(1),
      beta: rate(1),
      adversarialWeight: rate(1),
      game: game("non-saturating"),
    },
    optimizer: vaeGanRmsProp,
    build: ({ reconstructionWeight, beta, adversarialWeight, game, ...values }, { shape, rng }) => {
      const weights = {
        reconstructionWeight: createRate(reconstructionWeight),
        beta: createRate(beta),
        adversarialWeight: createRate(adversarialWeight),
      };
      return createWeightedVaeGan({ shape, ...networksFrom(values), ...weights, adversarial: games[game] }, rng);
    },
  }),
  "bi-gan": modelRecipe({
    description: "GAN of pairs of data and codes, with an encoder; stochastic: ALI",
    settings: { ...networks, stochastic: flag(false), game: game("non-saturating") },
    optimizer: dcganAdam, // and that of Donahue et al. 2016, https://arxiv.org/abs/1605.09782
    build: ({ stochastic, game, ...values }, { shape, rng }) =>
      createBiGan({ shape, ...networksFrom(values), stochastic, adversarial: games[game] }, rng),
  }),
  veegan: modelRecipe({
    description: "GAN of pairs of data and codes, whose noise is reconstructed",
    settings: { ...networks, stochastic: flag(true), reconstructionWeight: weight(1) },
    build: ({ stochastic, reconstructionWeight, ...values }, { shape, rng }) =>
      createVeegan({ shape, ...networksFrom(values), stochastic, reconstructionWeight }, rng),
  }),
  "alpha-gan": modelRecipe({
    description: "Autoencoder with a discriminator of data and one of codes",
    settings: { ...networks, reconstructionWeight: weight(10) },
    build: ({ reconstructionWeight, ...values }, { shape, rng }) =>
      createAlphaGan({ shape, ...networksFrom(values), reconstructionWeight }, rng),
  }),
  age: modelRecipe({
    description: "GAN without discriminator: the encoder is the adversary",
    settings: { ...networks, dataWeight: weight(10), codeWeight: weight(1000), generatorUpdates: count(2) },
    optimizer: dcganAdam, // and that of the authors' code, https://github.com/DmitryUlyanov/AGE
    build: ({ dataWeight, codeWeight, generatorUpdates, ...values }, { shape, rng }) =>
      createAge({ shape, ...networksFrom(values), dataWeight, codeWeight, generatorUpdates }, rng),
  }),
  "soft-intro-vae": modelRecipe({
    description: "VAE whose encoder tells data from samples",
    settings: {
      ...networks,
      reconstructionWeight: weight(1),
      beta: weight(1),
      negativeBeta: orAuto(weight()),
      fakeReconstructionWeight: weight(1e-8),
    },
    // Daniel & Tamar 2020, https://arxiv.org/abs/2012.13253
    optimizer: { type: "adam", learningRate: 2e-4 },
    build: ({ reconstructionWeight, beta, negativeBeta, fakeReconstructionWeight, ...values }, { shape, rng }) => {
      const weights = { reconstructionWeight, beta, fakeReconstructionWeight, ...given({ negativeBeta }) };
      return createSoftIntroVae({ shape, ...networksFrom(values), ...weights }, rng);
    },
  }),
  began: modelRecipe({
    description: "GAN whose discriminator is an autoencoder, held in equilibrium",
    settings: { ...networks, codes: orAuto(count()), diversity: share(0.75), rate: weight(1e-3) },
    // Berthelot et al. 2017, https://arxiv.org/abs/1703.10717
    optimizer: { type: "adam", learningRate: 1e-4 },
    build: ({ codes, diversity, rate, ...values }, { shape, rng }) =>
      createBegan({ shape, ...networksFrom(values), ...given({ codes }), diversity, rate }, rng),
  }),
  ebgan: modelRecipe({
    description: "GAN whose discriminator is an autoencoder, with a margin of energy",
    settings: { ...networks, codes: orAuto(count()), margin: number(10, { min: 1e-12 }), pullAwayWeight: weight(0.1) },
    build: ({ codes, margin, pullAwayWeight, ...values }, { shape, rng }) =>
      createEbgan({ shape, ...networksFrom(values), ...given({ codes }), margin, pullAwayWeight }, rng),
  }),
  "vq-gan": modelRecipe({
    description: "Autoencoder with a codebook and a discriminator of patches",
    settings: {
      channels: counts([32, 64]),
      codes: count(256),
      features: count(16),
      priorComponents: count(64),
      start: steps(1000),
      adversarialWeight: weight(0.8),
    },
    // the authors' 4.5e-6 an example, for batches of 64: https://github.com/CompVis/taming-transformers
    optimizer: { type: "adam", learningRate: 3e-4, beta1: 0.5, beta2: 0.9 },
    build: (values, { shape, rng }) => {
      const [height, width, channels] = shape;
      if (height === undefined || width === undefined || channels === undefined) {
        throw new GenlabError(`Model "vq-gan" is of images; the data has the shape [${shape}].`);
      }
      return createVqGan({ shape: [height, width, channels], ...values }, rng);
    },
  }),
} as const;
