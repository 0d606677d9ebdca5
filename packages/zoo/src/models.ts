import type { Model } from "@genlab/core";
import { autoencoders } from "./models/autoencoders.js";
import { gans } from "./models/gans.js";
import { hybrids } from "./models/hybrids.js";
import type { ModelContext } from "./models/model-recipe.js";
import { vaes } from "./models/vaes.js";
import { type ConfigurationOf, make } from "./recipe.js";

/** Model types. A new model is an entry in the table of its family. */
export const models = { ...autoencoders, ...vaes, ...gans, ...hybrids } as const;

/** `{ type: "vae", latent: 8 }`: a model type and any of its settings. */
export type ModelConfiguration = ConfigurationOf<typeof models>;

/** Makes a model for examples of the given shape. */
export function createModel(configuration: ModelConfiguration, context: ModelContext): Model {
  return make("model", models, configuration, context);
}
