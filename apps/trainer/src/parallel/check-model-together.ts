import { childrenOf, GenlabError, type Model } from "@genlab/core";
import { BatchNorm, RunningGaussian, SpectralNorm } from "@genlab/layers";
import { BoundaryEquilibrium } from "@genlab/losses";
import { Variable } from "@tensorflow/tfjs-core";
import type { Rank } from "./rank.js";

/** What follows its batches by means of them, and so is followed by the mean of what parts of a batch leave. */
const BY_MEANS: readonly (abstract new (...values: never) => object)[] = [
  BatchNorm,
  RunningGaussian,
  SpectralNorm,
  BoundaryEquilibrium,
];

/**
 * Refuses models that keep more of a batch than means, such as codebooks that restart at vectors of the batch, or codes of the last batches: each
 * process would choose others, and a mean of those is none.
 *
 * @throws GenlabError with the first such variable's path.
 */
export function checkModelTogether(model: Model, type: string, { count }: Pick<Rank, "count">): void {
  const path = keptByChoice(model, "", new Set());
  if (path === undefined) return;
  throw new GenlabError(
    `The model "${type}" keeps in ${path} what it takes from a batch, and of that ${count} processes have no mean. Train it in one process, without mpirun.`,
  );
}

/** The path of a variable that is neither trained nor a mean. */
function keptByChoice(node: object, path: string, seen: Set<object>): string | undefined {
  if (seen.has(node) || BY_MEANS.some((one) => node instanceof one)) return undefined;
  seen.add(node);
  for (const [key, child] of childrenOf(node)) {
    if (typeof child !== "object" || child === null) continue;
    const place = path === "" ? key : `${path}.${key}`;
    if (child instanceof Variable) {
      if (!child.trainable) return place;
      continue;
    }
    const found = keptByChoice(child, place, seen);
    if (found !== undefined) return found;
  }
  return undefined;
}
