import type { Settings, Values } from "@genlab/base";
import { type FactoryOptions, type ForExamples, factoryOptions } from "./factory-options.js";
import type { Model } from "./model.js";
import type { Rng } from "./rng.js";

/** What a model is made for. */
export interface ModelContext extends ForExamples {
  /** How many examples it is trained on, for objectives that count them. Default 60 000, as many as MNIST has. */
  readonly examples?: number;
  readonly rng: Rng;
}

/** An optimizer by type, with its settings: `{ type: "adam", learningRate: 2e-4 }`. */
export interface OptimizerRecipe {
  readonly type: string;
  readonly [setting: string]: number | string | boolean;
}

/** One optimizer for all phases of a model, or one for each by the phase's name. */
export type OptimizersRecipe = OptimizerRecipe | Readonly<Record<string, OptimizerRecipe>>;

/** The values of all settings of a model, and the shape that it is for. */
export type ModelOptions<S extends Settings> = ForExamples & Values<S>;

/** All that is said of a model to who has its name alone. */
export interface ModelRecipe<S extends Settings = Settings, Made extends Model = Model, Optimizers = OptimizersRecipe> {
  /** One line. */
  readonly description: string;
  /** Where it is from: links, or "none". */
  readonly paper: string;
  /** What its paper trains it with. Default: nothing that is its own. */
  readonly optimizer?: Optimizers;
  readonly settings: S;
  /** Settings that count the steps of a stage, with the share of a run that each has where the run's length is known. */
  readonly stages?: { readonly [Name in keyof S]?: number };
  create(options: ModelOptions<S>, context: Required<Omit<ModelContext, "shape">>): Made;
}

/** A recipe with its types inferred. */
export const modelRecipe = <S extends Settings, Made extends Model, const Optimizers extends OptimizersRecipe = never>(
  recipe: ModelRecipe<S, Made, Optimizers>,
): ModelRecipe<S, Made, Optimizers> => recipe;

/**
 * A model by its recipe.
 *
 * @param owner what is asked for it, for errors: `createVae`
 * @throws GenlabError for an option that there is not, one that is missing or that is not accepted, and as the recipe does.
 */
export function createFrom<S extends Settings, Made extends Model>(
  owner: string,
  recipe: Pick<ModelRecipe<S, Made>, "settings" | "create">,
  options: FactoryOptions<S>,
  { rng, examples = 60_000 }: Omit<ModelContext, "shape">,
): Made {
  return recipe.create(factoryOptions(owner, recipe.settings, options, rng), { rng, examples });
}
