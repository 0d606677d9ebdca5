import { GenlabError, optionsOf, refuseUnknown } from "@genlab/core";
import { balancedAccuracy } from "./balanced-accuracy.js";
import { codesAndFactors } from "./codes-and-factors.js";
import { dot } from "./linear-algebra/dot.js";
import { standardised } from "./linear-algebra/standardised.js";
import type { Rows } from "./rows.js";

export interface SeparatedAttributePredictabilityOptions {
  /** Columns of the factors whose values are classes, without an order. Default none: all are quantities. */
  readonly classes?: readonly number[];
}

export interface SeparatedAttributePredictability {
  /** The mean of `gaps`, in [0, 1]. */
  readonly gap: number;
  /** For each factor: how well the best code predicts it, less how well the second best does. */
  readonly gaps: readonly number[];
  /** How well each code alone predicts each factor, in [0, 1]: `scores[code][factor]`. */
  readonly scores: readonly (readonly number[])[];
}

/**
 * The separated attribute predictability (SAP) `1/K Σₖ (Sⱼ₁ₖ − Sⱼ₂ₖ)`, where j₁ and j₂ are the two codes that predict factor k best.
 * Kumar et al. 2017, https://arxiv.org/abs/1711.00848
 *
 * For a quantity, S is the R² of a linear regression on the code, `cov² / (var var)`: a gap of 1 is one code that is a linear function of the
 * factor, and no other that knows of it. For a factor of K classes, S is the best balanced accuracy of K − 1 thresholds on the code, on the
 * same examples; a code that tells nothing has about 1 / K, so that the gap is 1 − 1 / K at most. disentanglement_lib has a linear support
 * vector machine there.
 *
 * @param codes `[count, codes]`: posterior means, say; at least two
 * @param factors `[count, factors]`: the known factors
 * @throws GenlabError for fewer than two codes, another number of codes than of factors, factors of one value, classes that are no columns,
 * numbers that are not finite, and options that it does not have.
 */
export function separatedAttributePredictability(
  codes: Rows,
  factors: Rows,
  options: SeparatedAttributePredictabilityOptions = {},
): SeparatedAttributePredictability {
  const metric = "separatedAttributePredictability";
  const { classes = [], ...others } = optionsOf(metric, options);
  refuseUnknown(metric, others, { classes });
  const { codes: z, factors: v } = codesAndFactors(metric, codes, factors);
  for (const column of classes) {
    if (v[column]) continue;
    throw new GenlabError(`${metric}: \`classes\` names column ${column}, of ${v.length} factors from 0.`);
  }
  const unit = z.map(standardised);
  const byFactor = v.map((factor, k) => {
    if (classes.includes(k)) return z.map((code) => balancedAccuracy(code, factor));
    const target = standardised(factor);
    return unit.map((code) => (dot(code, target) / factor.length) ** 2);
  });
  const gaps = byFactor.map((scores) => {
    const [best, second] = scores.toSorted((a, b) => b - a);
    return best! - second!;
  });
  return {
    gap: gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length,
    gaps,
    scores: z.map((_, j) => byFactor.map((scores) => scores[j]!)),
  };
}
