import { optionsOf, refuseUnknown, requirePositive } from "@genlab/core";
import { codesAndFactors } from "./codes-and-factors.js";
import { lasso } from "./linear-algebra/lasso.js";
import { standardised } from "./linear-algebra/standardised.js";
import type { Rows } from "./rows.js";

export interface DisentanglementCompletenessInformativenessOptions {
  /** The weight of `‖w‖₁` in the regressions: weights below it fall to 0. Default 0.02. */
  readonly penalty?: number;
}

export interface DisentanglementCompletenessInformativeness {
  /** How far each code matters to one factor alone, in [0, 1]; codes count by how much they matter. 0 where none matters. */
  readonly disentanglement: number;
  /** How far each factor is told by one code alone, in [0, 1], a mean over factors. 0 for a factor that none tells. */
  readonly completeness: number;
  /** One less the mean of `errors`. */
  readonly informativeness: number;
  /** Of each factor's regression, the root mean squared error over the factor's deviation: the paper's informativeness, 1 for a guess of the mean. */
  readonly errors: readonly number[];
  /** The magnitude of each code's weight: `importances[code][factor]`. */
  readonly importances: readonly (readonly number[])[];
}

/**
 * The scores of Eastwood & Williams 2018 (DCI), https://openreview.net/forum?id=By-7dz-AZ, from importances `R = |w|` of lasso regressions
 * of each factor on all codes, both with mean 0 and deviation 1: `disentanglement = Σⱼ ρⱼ (1 − H(Rⱼ· / Σₖ Rⱼₖ))`, with `ρⱼ = Σₖ Rⱼₖ / Σ R` and
 * entropies in units of that of equal importances; `completeness = 1/K Σₖ (1 − H(R·ₖ / Σⱼ Rⱼₖ))`.
 *
 * The regressions are linear: what a code tells by a curve that goes up and down, they do not see, and classes without an order are taken
 * for quantities. disentanglement_lib has gradient boosted trees instead, and other numbers. Errors are on the examples themselves: take
 * many more than codes. The penalty is in each error: codes that are the factors have the errors `penalty`.
 *
 * @param codes `[count, codes]`: posterior means, say; at least two
 * @param factors `[count, factors]`: the known factors
 * @throws GenlabError for fewer than two codes, another number of codes than of factors, factors of one value, a penalty that is not above
 * 0, numbers that are not finite, and options that it does not have.
 */
export function disentanglementCompletenessInformativeness(
  codes: Rows,
  factors: Rows,
  options: DisentanglementCompletenessInformativenessOptions = {},
): DisentanglementCompletenessInformativeness {
  const metric = "disentanglementCompletenessInformativeness";
  const { penalty = 0.02, ...others } = optionsOf(metric, options);
  refuseUnknown(metric, others, { penalty });
  requirePositive(metric, { penalty });
  const { codes: z, factors: v } = codesAndFactors(metric, codes, factors);
  const unit = z.map(standardised);
  const fits = v.map((factor) => lasso(unit, standardised(factor), penalty));
  const importances = z.map((_, j) => fits.map(({ weights }) => Math.abs(weights[j]!)));
  const total = sumOf(importances.map(sumOf));
  const errors = fits.map(({ error }) => error);
  return {
    disentanglement: sumOf(importances.map((row) => (sumOf(row) / (total || 1)) * concentration(row))),
    completeness: meanOf(fits.map(({ weights }) => concentration([...weights].map(Math.abs)))),
    informativeness: 1 - meanOf(errors),
    errors,
    importances,
  };
}

/** `1 − H(p) / log n` of the shares p of n importances: 1 where one has all, 0 where all have the same, or none has any. */
function concentration(importances: readonly number[]): number {
  const total = sumOf(importances);
  if (total === 0 || importances.length < 2) return 0;
  const shares = importances.map((importance) => importance / total).filter((share) => share > 0);
  return 1 + sumOf(shares.map((share) => share * Math.log(share))) / Math.log(importances.length);
}

const sumOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);
const meanOf = (values: readonly number[]) => sumOf(values) / values.length;
