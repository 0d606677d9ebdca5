import { GenlabError, requireCounts, requireMethods } from "@genlab/base";
import type { Tensor } from "@tensorflow/tfjs-core";
import type { Context } from "./context.js";
import type { ImageBatch } from "./model.js";

/**
 * The class indices `[batch]` of a batch, for a model that cannot do without.
 *
 * @throws GenlabError for a batch that has none.
 */
export function requireLabels(owner: string, { y }: Pick<ImageBatch, "y">): Tensor {
  if (y) return y;
  throw new GenlabError(`${owner} got a batch without labels. Give class indices [batch] as \`y\`.`);
}

/** @throws GenlabError unless all of a model's networks have `forward`, as layers have. */
export function requireLayers(owner: string, networks: Readonly<Record<string, { readonly forward: unknown }>>): void {
  requireMethods(owner, networks, ["forward"], "a Sequential");
}

/**
 * What a model is asked to draw, such as `{ count }`, and what it draws from.
 *
 * @throws GenlabError for a count that is none, and without a context.
 */
export function requireDraws(owner: string, counts: Readonly<Record<string, number>>, context: Context): void {
  requireCounts(owner, counts);
  if (typeof context?.rng?.fork === "function") return;
  throw new GenlabError(
    `${owner} was asked for draws without a context. Give one: createContext({ rng: createRng(seed) }).`,
  );
}
