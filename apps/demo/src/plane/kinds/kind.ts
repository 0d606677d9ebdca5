import type { ModelConfiguration, OptimizersConfiguration } from "@genlab/zoo";
import type { Settings, ValuesOf } from "./setting.js";

/** What a kind of model is trained as. */
export interface Recipe {
  readonly model: ModelConfiguration;
  readonly optimizer: OptimizersConfiguration;
}

/** A model of the playground: what can be set, and what is made of it. */
export interface Kind<S extends Settings = Settings> {
  readonly settings: S;
  recipe(values: ValuesOf<S>): Recipe;
}

/** A kind with its settings inferred. */
export const kind = <const S extends Settings>(made: Kind<S>): Kind<S> => made;
