import { GenlabError } from "@genlab/core";
import { doublesOf } from "./linear-algebra/doubles-of.js";

/**
 * The area under the receiver operating characteristic: the probability that an example of label 1 has a higher score than one of
 * label 0, ties counted by half: `(Σ ranks of the positives − P (P + 1) / 2) / (P N)`. In [0, 1], ½ for scores that tell nothing.
 * Hanley & McNeil 1982, https://doi.org/10.1148/radiology.143.1.7063747
 *
 * Its standard error is about `√(A (1 − A) / min(P, N))` at most: give the counts.
 *
 * @param scores higher for label 1; infinities are allowed
 * @param labels 0 or 1 for each score, both present
 * @throws GenlabError for what are no numbers, for NaN, for another number of labels than of scores, and where one label is missing.
 */
export function areaUnderRoc(givenScores: ArrayLike<number>, givenLabels: ArrayLike<number>): number {
  const scores = doublesOf(givenScores, "areaUnderRoc: `scores`");
  const labels = doublesOf(givenLabels, "areaUnderRoc: `labels`");
  check(scores, labels);
  const order = Array.from(scores, (_, i) => i).sort((a, b) =>
    scores[a]! < scores[b]! ? -1 : scores[a]! > scores[b]! ? 1 : 0,
  );
  let rankSum = 0;
  let positives = 0;
  for (let start = 0; start < order.length; ) {
    let end = start + 1;
    while (end < order.length && scores[order[end]!] === scores[order[start]!]) end++;
    const tied = order.slice(start, end).filter((i) => labels[i] === 1).length;
    rankSum += (tied * (start + 1 + end)) / 2; // ranks from 1; those that tie share their mean
    positives += tied;
    start = end;
  }
  const negatives = order.length - positives;
  if (positives === 0 || negatives === 0) {
    throw new GenlabError(`areaUnderRoc: ${positives} labels are 1, ${negatives} are 0. It needs examples of both.`);
  }
  return (rankSum - (positives * (positives + 1)) / 2) / (positives * negatives);
}

function check(scores: Float64Array, labels: Float64Array): void {
  if (scores.length !== labels.length) {
    throw new GenlabError(
      `areaUnderRoc: ${scores.length} scores, ${labels.length} labels. Give a label for each score.`,
    );
  }
  for (let i = 0; i < scores.length; i++) {
    if (Number.isNaN(scores[i])) throw new GenlabError(`areaUnderRoc: score ${i} is NaN. Give numbers.`);
    if (labels[i] !== 0 && labels[i] !== 1)
      throw new GenlabError(`areaUnderRoc: label ${i} is ${labels[i]}. Give 0 or 1.`);
  }
}
