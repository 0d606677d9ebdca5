import { modelRecipe, withDefault } from "@genlab/core";
import { createGan, ganOptions } from "./gan.js";

const fromPaper = "as in algorithm 1 of the paper";

/** Gulrajani et al. 2017, algorithm 1, https://arxiv.org/abs/1704.00028 */
export const wganGpRecipe = modelRecipe({
  description: "Wasserstein GAN with a gradient penalty",
  paper: "https://arxiv.org/abs/1704.00028",
  optimizer: { type: "adam", learningRate: 1e-4, beta1: 0, beta2: 0.9 },
  settings: {
    ...ganOptions,
    game: withDefault(ganOptions.game, "wasserstein", fromPaper),
    penalty: withDefault(ganOptions.penalty, "wasserstein", fromPaper),
    discriminatorSteps: withDefault(ganOptions.discriminatorSteps, 5, fromPaper),
  },
  create: (values, { shape, rng }) => createGan({ shape, ...values }, rng),
});
