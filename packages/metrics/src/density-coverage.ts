import { optionsOf, refuseUnknown } from "@genlab/core";
import { rowsOf } from "./linear-algebra/matrix.js";
import { squaredDistance } from "./linear-algebra/squared-distance.js";
import { ballsAround, featureMatrices, neighbourhoodsOf } from "./neighbourhoods.js";
import type { Rows } from "./rows.js";

export interface DensityCoverageOptions {
  /** The neighbour that a ball reaches to, k. Default 5. */
  readonly neighbours?: number;
}

export interface DensityCoverage {
  /** Balls of real examples around a generated one, on average, over k: from 0, about 1 for equal distributions, above 1 at modes. */
  readonly density: number;
  /** The share of real examples with a generated one in their ball, in [0, 1]. */
  readonly coverage: number;
}

/**
 * Density and coverage of features `[count, features]` by the balls from each real example to its k-th nearest other one:
 * `density = 1/(k M) Σⱼ Σᵢ 1[yⱼ ∈ Bₖ(xᵢ)]`, `coverage = 1/N Σᵢ 1[∃j yⱼ ∈ Bₖ(xᵢ)]`. Naeem et al. 2020, https://arxiv.org/abs/2002.09797
 *
 * For equal distributions and counts the expected coverage is `1 − Πₗ₌₁ᵏ (N − l)/(2N − l)`, 0.97 at k = 5: the paper's way to choose k. With
 * M other than N it is another number; give counts and k. Time grows with the square of the count.
 *
 * @throws GenlabError for fewer rows than neighbours and one, rows that differ in length or are not finite, and options that it does not have.
 */
export function densityCoverage(real: Rows, generated: Rows, options: DensityCoverageOptions = {}): DensityCoverage {
  const { neighbours = 5, ...others } = optionsOf("densityCoverage", options);
  refuseUnknown("densityCoverage", others, { neighbours });
  const [a, b] = featureMatrices("densityCoverage", real, generated, neighbours);
  const y = rowsOf(b);
  const balls = neighbourhoodsOf(a, neighbours);
  const inside = y.reduce((sum, point) => sum + ballsAround(point, balls), 0);
  const covered = balls.centres.filter((x, i) => y.some((point) => squaredDistance(point, x) <= balls.radii[i]!));
  return { density: inside / (neighbours * y.length), coverage: covered.length / balls.centres.length };
}
