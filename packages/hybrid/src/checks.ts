import { GenlabError } from "@genlab/core";
import type { Tensor } from "@tensorflow/tfjs-core";

/** Refuses weights that are negative or not finite. */
export function requireWeights(model: string, weights: Readonly<Record<string, number>>): void {
  for (const [name, value] of Object.entries(weights)) {
    if (value >= 0 && Number.isFinite(value)) continue;
    throw new RangeError(`\`${name}\` of ${model} is ${value}. Expected a finite number, 0 or more.`);
  }
}

/** Refuses what is no share of a whole. */
export function requireShare(model: string, name: string, value: number): void {
  if (value >= 0 && value <= 1) return;
  throw new RangeError(`\`${name}\` of ${model} is ${value}. Expected a number from 0 to 1.`);
}

/** Refuses counts that are not whole, or below the least. */
export function requireCounts(model: string, counts: Readonly<Record<string, number>>, least = 1): void {
  for (const [name, value] of Object.entries(counts)) {
    if (Number.isSafeInteger(value) && value >= least) continue;
    throw new RangeError(`\`${name}\` of ${model} is ${value}. Expected a whole number from ${least}.`);
  }
}

/** The labels of a batch, for a model that cannot do without. */
export function requireLabels(model: string, y: Tensor | undefined): Tensor {
  if (y) return y;
  throw new GenlabError(`${model} got a batch without labels. Give class indices [batch] as \`y\`.`);
}
