import type { Filled, Settings } from "@genlab/base";
import type { Model } from "./model.js";
import type { Rng } from "./rng.js";

/** What a model is made for. */
export interface ModelContext {
  /** Shape of one example: `[height, width, channels]`, or `[features]`. */
  readonly shape: readonly number[];
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

/** All that is said of a model to who has its name alone. */
export interface ModelRecipe<S extends Settings = Settings, Optimizers = OptimizersRecipe> {
  /** One line. */
  readonly description: string;
  /** Where it is from: links, or "none". */
  readonly paper: string;
  /** What its paper trains it with. Default: nothing that is its own. */
  readonly optimizer?: Optimizers;
  readonly settings: S;
  /** @param values all settings, as they are given */
  create(values: Filled<S>, context: ModelContext): Model;
}

/** A recipe with its settings inferred. */
export const modelRecipe = <S extends Settings, const Optimizers extends OptimizersRecipe = never>(
  recipe: ModelRecipe<S, Optimizers>,
): ModelRecipe<S, Optimizers> => recipe;
