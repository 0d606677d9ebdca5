import { modelRecipe, pick, withDefault } from "@genlab/core";
import { r3Networks, r3Settings } from "@genlab/networks";
import { Gan, ganRecipe, ganSettings } from "./gan.js";
import { augmentationFor } from "./parts/augmentation-for.js";
import { judgementFor } from "./parts/examiner.js";

const fromPaper = "as in the paper";

/**
 * Huang et al. 2024, https://arxiv.org/abs/2501.05441, at a size for a processor: see `r3Networks`. The authors anneal the weight of the
 * penalty, the learning rate and the decay of the average as the preset `r3-gan` does. The generator has the discriminator's batch; theirs
 * another.
 */
export const r3GanRecipe = modelRecipe({
  description: "R3GAN: a relativistic GAN with gradient penalties on real and fake examples",
  paper: "https://arxiv.org/abs/2501.05441",
  optimizer: { type: "adam", learningRate: 2e-4, beta1: 0, beta2: 0.99 },
  settings: {
    ...ganSettings,
    augmentation: ganRecipe.settings.augmentation,
    game: withDefault(ganSettings.game, "relativistic", fromPaper),
    penalty: withDefault(ganSettings.penalty, "r1-r2", fromPaper),
    penaltyWeight: withDefault(ganSettings.penaltyWeight, 1),
    ...r3Settings,
  },
  create(options, { rng, examples }) {
    const { shape, pack, classes } = options;
    const judgement = judgementFor(options);
    const networks = r3Networks({ ...pick(options, r3Settings), shape, pack, condition: classes, judgement }, rng);
    const augmentation = augmentationFor(options.augmentation, { shape, examples });
    return new Gan(networks, { ...pick(options, ganSettings), augmentation });
  },
});
