import { counts, createFrom, type FactoryOptions, modelRecipe, pick, type Rng, withDefault } from "@genlab/core";
import { TabularLikelihood } from "@genlab/losses";
import { autoencoderNetworks, coderSettings } from "@genlab/networks";
import { objectiveOf, objectiveSettings } from "./parts/objective-settings.js";
import { Vae } from "./vae.js";

const fromPaper = "as in TVAE";

/**
 * A VAE of the rows of tables, as TVAE is: the objective, sizes and noise of TVAE. `findColumns` of `@genlab/data` makes columns normal where TVAE
 * tells their modes apart.
 */
export const tabularVaeRecipe = modelRecipe({
  description: "VAE of the rows of a table: numbers, and choices among categories",
  paper: "https://arxiv.org/abs/1907.00503",
  settings: {
    ...objectiveSettings,
    reconstructionWeight: withDefault(objectiveSettings.reconstructionWeight, 2, fromPaper),
    ...coderSettings,
    latent: withDefault(coderSettings.latent, 128, fromPaper),
    hidden: withDefault(coderSettings.hidden, [128, 128], fromPaper),
    choices: counts(
      "How many each choice is among, a one among zeros each. They stand last in an example, and numbers before them.",
      { default: [], min: 2 },
    ),
  },
  create(options, { rng }) {
    const { shape, latent, choices } = options;
    const networks = autoencoderNetworks({ shape, ...pick(options, coderSettings), codes: 2 * latent }, rng);
    const likelihood = new TabularLikelihood({ size: shape.at(-1)!, choices });
    return new Vae({ ...networks, likelihood }, { latent, objective: objectiveOf("createTabularVae", options) });
  },
});

export interface CreateTabularVaeOptions extends FactoryOptions<typeof tabularVaeRecipe.settings> {}

/**
 * A VAE of rows: `createTabularVae({ shape: [12], choices: [3, 2] }, rng)`. Its samples are drawn from `p(x|z)`.
 *
 * @throws GenlabError for an option that is none or out of range, and for an objective beside settings of the ELBO.
 */
export function createTabularVae(options: CreateTabularVaeOptions, rng: Rng): Vae {
  return createFrom("createTabularVae", tabularVaeRecipe, options, { rng });
}
