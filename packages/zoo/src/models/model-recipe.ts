import type { Model, Rng } from "@genlab/core";
import type { OptimizersConfiguration } from "../create-optimizers.js";
import type { Recipe } from "../recipe.js";
import type { Settings } from "../settings.js";

export interface ModelContext {
  /** Shape of one example: `[height, width, channels]`, or `[features]`. */
  readonly shape: readonly number[];
  /** How many examples it is trained on, for objectives that count them. Default 60 000, as many as MNIST has. */
  readonly examples?: number;
  readonly rng: Rng;
}

export interface ModelRecipe<S extends Settings> extends Recipe<S, [context: ModelContext], Model> {
  /** What its paper trains it with, or each of its phases. Default: none that is its own. */
  readonly optimizer?: OptimizersConfiguration;
}

/** A model's entry in the table, with its settings inferred. */
export const modelRecipe = <S extends Settings>(recipe: ModelRecipe<S>) => recipe;
