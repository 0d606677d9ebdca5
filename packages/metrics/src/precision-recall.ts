import { optionsOf, refuseUnknown } from "@genlab/core";
import { rowsOf } from "./linear-algebra/matrix.js";
import { featureMatrices, isInside, type Neighbourhoods, neighbourhoodsOf } from "./neighbourhoods.js";
import type { Rows } from "./rows.js";

export interface PrecisionRecallOptions {
  /** The neighbour that a ball reaches to, k. Default 3. */
  readonly neighbours?: number;
}

export interface PrecisionRecall {
  /** The share of generated examples that lie in the support of the real ones: quality. */
  readonly precision: number;
  /** The share of real examples that lie in the support of the generated ones: variety. */
  readonly recall: number;
}

/**
 * Improved precision and recall of features `[count, features]`; the support of a set is the union of the balls from each member
 * to its k-th nearest other member. Shares in [0, 1]. Kynkäänniemi et al. 2019, https://arxiv.org/abs/1904.06991
 *
 * Both depend on the counts and on k (the paper: 50 000 each, k = 3): give them with the numbers, take equal counts. A single outlier has a
 * large ball, which raises them; see `densityCoverage`. Time grows with the square of the count.
 *
 * @throws GenlabError for fewer rows than neighbours and one, rows that differ in length or are not finite, and options that it does not have.
 */
export function precisionRecall(real: Rows, generated: Rows, options: PrecisionRecallOptions = {}): PrecisionRecall {
  const { neighbours = 3, ...others } = optionsOf("precisionRecall", options);
  refuseUnknown("precisionRecall", others, { neighbours });
  const [a, b] = featureMatrices("precisionRecall", real, generated, neighbours);
  return {
    precision: shareInside(rowsOf(b), neighbourhoodsOf(a, neighbours)),
    recall: shareInside(rowsOf(a), neighbourhoodsOf(b, neighbours)),
  };
}

const shareInside = (points: readonly Float64Array[], support: Neighbourhoods) =>
  points.filter((point) => isInside(point, support)).length / points.length;
