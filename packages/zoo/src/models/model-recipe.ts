import type { Model, Rng } from "@genlab/core";
import type { Recipe } from "../recipe.js";
import type { Settings } from "../settings.js";

export interface ModelContext {
  /** Shape of one example: `[height, width, channels]`, or `[features]`. */
  readonly shape: readonly number[];
  readonly rng: Rng;
}

/** A model's entry in the table, with its settings inferred. */
export const modelRecipe = <S extends Settings>(recipe: Recipe<S, [context: ModelContext], Model>) => recipe;
