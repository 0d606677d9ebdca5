import { modelRecipe, withDefault } from "@genlab/core";
import { ganRecipe } from "./gan.js";

const { settings, create } = ganRecipe;

const fromPaper = "as in algorithm 1 of the paper";

/** Gulrajani et al. 2017, algorithm 1, https://arxiv.org/abs/1704.00028 */
export const wganGpRecipe = modelRecipe({
  description: "Wasserstein GAN with a gradient penalty",
  paper: "https://arxiv.org/abs/1704.00028",
  optimizer: { type: "adam", learningRate: 1e-4, beta1: 0, beta2: 0.9 },
  settings: {
    ...settings,
    game: withDefault(settings.game, "wasserstein", fromPaper),
    penalty: withDefault(settings.penalty, "wasserstein", fromPaper),
    discriminatorSteps: withDefault(settings.discriminatorSteps, 5, fromPaper),
    augmentation: withDefault(settings.augmentation, "off", fromPaper),
  },
  create,
});
