import {
  createFrom,
  describe,
  GenlabError,
  type Model,
  type ModelContext,
  type ModelRecipe,
  refuseUnknown,
  requireCounts,
  requireRng,
} from "@genlab/core";
import type { ConfigurationOf } from "./configuration-of.js";
import type { OptimizersConfiguration } from "./create-optimizers.js";
import { models } from "./models.js";
import { find } from "./recipe.js";
import { readSettings } from "./schedules.js";

/** `{ type: "vae", latent: 8 }`: a model type and any of its settings. */
export type ModelConfiguration = ConfigurationOf<typeof models>;

// what recipes say of optimizers is checked here, as their packages know of none
models satisfies Readonly<Record<string, { readonly optimizer?: OptimizersConfiguration }>>;

/** What a model is made from. */
export interface ModelOrigin {
  /** As JSON has it: `{ type: "vae", latent: 8 }`. */
  readonly configuration: ModelConfiguration;
  /** Of an example, without the batch. */
  readonly shape: readonly number[];
}

const origins = new WeakMap<Model, ModelOrigin>();

/** What a model of `createModel` or `loadModel` was made from; nothing of another. */
export const originOf = (model: Model): ModelOrigin | undefined => origins.get(model);

/**
 * Makes a model for examples of the given shape.
 *
 * @throws GenlabError for an unknown type or a bad setting, with what is known; for a shape that is neither of images nor of features; and
 * for networks that the shape cannot have.
 *
 * @example
 * ```ts
 * import { canEncode, createContext, createModel, createRng } from "genlab";
 *
 * const rng = createRng(1);
 * const model = createModel({ type: "vae", latent: 4, network: "dense" }, { shape: [8, 8, 1], rng });
 * if (canEncode(model)) console.log(model.encode(rng.uniform([2, 8, 8, 1]), createContext({ rng })).shape); // [2, 4]
 * ```
 */
export function createModel(configuration: ModelConfiguration, context: ModelContext): Model {
  const { shape, examples, rng, ...others } = context ?? {};
  refuseUnknown("createModel", others, { shape, examples, rng });
  checkShape(shape);
  if (examples !== undefined) requireCounts("createModel", { examples });
  requireRng("createModel", rng);
  const table: Readonly<Record<string, ModelRecipe>> = models;
  const { entry, given, owner } = find("model", table, configuration);
  const settings = readSettings(owner, entry.settings, given);
  const made = createFrom(owner, entry, { shape, ...settings }, { rng, ...(examples !== undefined && { examples }) });
  origins.set(made, { configuration, shape });
  return made;
}

/**
 * Checks a model's settings, each alone: whether they go together shows when it is made, of examples.
 *
 * @throws GenlabError for an unknown type or a bad setting, with what is known.
 */
export function checkModel(configuration: ModelConfiguration): void {
  const table: Readonly<Record<string, ModelRecipe>> = models;
  const { entry, given, owner } = find("model", table, configuration);
  readSettings(owner, entry.settings, given);
}

function checkShape(shape: readonly number[]): void {
  const isList = Array.isArray(shape) && shape.every((size) => Number.isSafeInteger(size) && size > 0);
  const isChannelsFirst = isList && shape.length === 3 && shape[0]! <= 4 && shape[1] === shape[2] && shape[1]! > 4;
  if (isList && (shape.length === 1 || shape.length === 3) && !isChannelsFirst) return;
  const remedy = isChannelsFirst
    ? " Channels seem to come first: give them last."
    : isList && shape.length === 2
      ? ` Grey images have one channel: [${shape.join(", ")}, 1].`
      : "";
  throw new GenlabError(
    `The shape of an example is ${describe(shape)}. Expected [height, width, channels] of images, or [features] of points, without the batch.${remedy}`,
  );
}
