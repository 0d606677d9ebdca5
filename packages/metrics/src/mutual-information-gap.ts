import { optionsOf, refuseUnknown, requireCounts } from "@genlab/core";
import { codesAndFactors, requireIndices } from "./codes-and-factors.js";
import type { Rows } from "./rows.js";

export interface MutualInformationGapOptions {
  /** Bins of equal width that a code's range is cut into. Default 20. */
  readonly bins?: number;
}

export interface MutualInformationGap {
  /** The mean of `gaps`, in [0, 1]: 1 where every factor is wholly told by one code and by no other. */
  readonly gap: number;
  /** For each factor: what the best code tells less what the second best does, over the factor's entropy. */
  readonly gaps: readonly number[];
  /** `I(code; factor)` in nats: `information[code][factor]`. */
  readonly information: readonly (readonly number[])[];
}

/**
 * The mutual information gap `1/K Σₖ (I(zⱼ₁; vₖ) − I(zⱼ₂; vₖ)) / H(vₖ)`, where j₁ and j₂ are the two codes that tell most of factor k.
 * Chen et al. 2018, https://arxiv.org/abs/1802.04942
 *
 * Information is that of histograms, as in disentanglement_lib (Locatello et al. 2019, https://arxiv.org/abs/1811.12359: posterior means of
 * 10 000 examples, 20 bins); the paper's estimate from `q(z|x)` gives other numbers. Histograms overstate information by about
 * `(bins − 1)(values − 1) / (2 count)` nats: give the count, take many more examples than bins times values.
 *
 * @param codes `[count, codes]`: posterior means, say; at least two
 * @param factors `[count, factors]`: the known factors as class indices; drawn at random, or all combinations
 * @throws GenlabError for fewer than two codes, another number of codes than of factors, factors that are no indices or have one value,
 * less than two bins, numbers that are not finite, and options that it does not have.
 */
export function mutualInformationGap(
  codes: Rows,
  factors: Rows,
  options: MutualInformationGapOptions = {},
): MutualInformationGap {
  const metric = "mutualInformationGap";
  const { bins = 20, ...others } = optionsOf("mutualInformationGap", options);
  refuseUnknown(metric, others, { bins });
  const { codes: z, factors: v } = codesAndFactors(metric, codes, factors);
  requireIndices(metric, v);
  requireCounts(metric, { bins }, 2);
  const binned = z.map((code) => binsOf(code, bins));
  const information = binned.map((code) => v.map((factor) => mutualInformation(code, factor)));
  const gaps = v.map((factor, k) => {
    const [most, second] = information.map((row) => row[k]!).sort((a, b) => b - a);
    return (most! - second!) / mutualInformation(factor, factor);
  });
  return { gap: gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length, gaps, information };
}

/** The bin of each value, of equal width from the lowest to the highest, which is in the last; a constant has one bin. */
function binsOf(code: Float64Array, bins: number): Float64Array {
  const lowest = code.reduce((a, b) => Math.min(a, b));
  const width = (code.reduce((a, b) => Math.max(a, b)) - lowest) / bins;
  return code.map((value) => (width > 0 ? Math.min(bins - 1, Math.floor((value - lowest) / width)) : 0));
}

/** `Σ p(a, b) log p(a, b) / (p(a) p(b))` of discrete values, in nats. */
function mutualInformation(a: Float64Array, b: Float64Array): number {
  const share = 1 / a.length;
  const ofA = new Map<number, number>();
  const ofB = new Map<number, number>();
  const joint = new Map<number, Map<number, number>>();
  for (const [i, x] of a.entries()) {
    const y = b[i]!;
    const row = joint.get(x) ?? new Map<number, number>();
    joint.set(x, row);
    for (const [counts, key] of [
      [ofA, x],
      [ofB, y],
      [row, y],
    ] as const)
      counts.set(key, (counts.get(key) ?? 0) + share);
  }
  let sum = 0;
  for (const [x, row] of joint) for (const [y, p] of row) sum += p * Math.log(p / (ofA.get(x)! * ofB.get(y)!));
  return Math.max(0, sum); // rounding may pass 0
}
