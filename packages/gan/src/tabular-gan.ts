import { counts, createFrom, type FactoryOptions, modelRecipe, number, type Rng, withDefault } from "@genlab/core";
import { Sequential } from "@genlab/layers";
import { numbersBeside } from "@genlab/losses";
import { Gan } from "./gan.js";
import { TabularOutputs } from "./parts/tabular-outputs.js";
import { wganGpRecipe } from "./wgan-gp.js";

const { settings } = wganGpRecipe;
const fromPaper = "as in CTGAN";

/**
 * A GAN of the rows of tables, as CTGAN is: its game, sizes and choices. The discriminator makes the five steps of WGAN-GP and sees one row, where
 * CTGAN has one step and packs of ten, which by trials learn less of how columns depend on each other; rows are drawn as they come, where
 * CTGAN draws rare categories more often. `findColumns` of `@genlab/data` makes columns normal where CTGAN tells their modes apart.
 */
export const tabularGanRecipe = modelRecipe({
  description: "GAN of the rows of a table: numbers, and choices among categories",
  paper: "https://arxiv.org/abs/1907.00503",
  optimizer: { type: "adam", learningRate: 2e-4, beta1: 0.5, beta2: 0.9 },
  settings: {
    ...settings,
    latent: withDefault(settings.latent, 128, fromPaper),
    choices: counts(
      "How many each choice is among, a one among zeros each. They stand last in an example, and numbers before them.",
      { default: [], min: 2 },
    ),
    temperature: number("Of the softmax of choices, with Gumbel's noise: the lower, the nearer to a one among zeros.", {
      default: 0.2,
      min: 1e-3,
      source: fromPaper,
    }),
  },
  create(options, context) {
    const { choices, temperature, shape } = options;
    numbersBeside(choices, shape.at(-1)!); // which refuses what does not fit
    const { generator, discriminator, settings } = wganGpRecipe.create(options, context);
    if (choices.length === 0) return new Gan({ generator, discriminator }, settings);
    const rows = new Sequential([generator, new TabularOutputs(choices, temperature)]);
    return new Gan({ generator: rows, discriminator }, settings);
  },
});

export interface CreateTabularGanOptions extends FactoryOptions<typeof tabularGanRecipe.settings> {}

/**
 * A GAN of rows: `createTabularGan({ shape: [12], choices: [3, 2] }, rng)`. Its batches are multiples of `pack`.
 *
 * @throws GenlabError for an option that is none or out of range.
 */
export function createTabularGan(options: CreateTabularGanOptions, rng: Rng): Gan {
  return createFrom("createTabularGan", tabularGanRecipe, options, { rng });
}
