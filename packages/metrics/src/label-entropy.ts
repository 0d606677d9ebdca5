import { GenlabError } from "@genlab/core";
import { doublesOf } from "./linear-algebra/doubles-of.js";

/**
 * The entropy of the shares of labels, `−Σ p log₂ p`, in bits: how evenly samples are spread over the classes that a classifier sees in
 * them. 0 where all are of one class, `log₂ classes` where all classes are equally frequent.
 *
 * The estimate is biased downwards, by about `(classes − 1) / (2 count ln 2)` (Miller 1955): give the count with the number.
 *
 * @param labels whole numbers, one for each example
 * @throws GenlabError where there is no label, and for what are no whole numbers.
 */
export function labelEntropy(labels: ArrayLike<number>): number {
  const values = doublesOf(labels, "labelEntropy: `labels`");
  if (values.length === 0) throw new GenlabError("labelEntropy: there is no label. Give one for each example.");
  const counts = new Map<number, number>();
  for (const [i, label] of values.entries()) {
    if (!Number.isSafeInteger(label))
      throw new GenlabError(`labelEntropy: label ${i} is ${label}. Give whole numbers.`);
    counts.set(label, (counts.get(label) ?? 0) + 1);
  }
  const shares = [...counts.values()].map((count) => count / values.length);
  return shares.reduce((sum, share) => sum + share * Math.log2(1 / share), 0);
}
