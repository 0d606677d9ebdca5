import { optionsOf, type Rng, refuseUnknown, requireCounts, requireNonNegative, requireRng } from "@genlab/core";
import { codesAndFactors, requireIndices } from "./codes-and-factors.js";
import type { Rows } from "./rows.js";

export interface FactorVaeScoreOptions {
  /** Draws the batches. */
  readonly rng: Rng;
  /** Votes that say which factor a code stands for, and as many again that are scored. Default 800. */
  readonly votes?: number;
  /** Examples of a vote, which have one factor's value in common. Default 64. */
  readonly batchSize?: number;
  /** Codes whose standard deviation is below take no part, nor do those that are constant. Default 0; 0.05 where codes have the prior N(0, 1). */
  readonly leastDeviation?: number;
}

export interface FactorVaeScore {
  /** The share of factors that are told right, from about 1 / factors to 1. */
  readonly score: number;
  /** How often a code varied least while a factor was fixed: `votes[code][factor]`, of the first votes. */
  readonly votes: readonly (readonly number[])[];
}

/**
 * FactorVAE's score: in a batch in which one factor is fixed, which of the codes varies least, over its variance in all examples? Each code
 * stands for the factor that it has most votes of, and the score is the share of new votes that this tells right. Kim & Mnih 2018,
 * https://arxiv.org/abs/1802.05983
 *
 * Each vote has a factor drawn evenly, its value that of an example drawn evenly, and examples with that value, with replacement. Scoring by new
 * votes, and the batch of 64, are those of disentanglement_lib, which has 10 000 and 5000 votes. The score is rough by
 * `√(score (1 − score) / votes)`, and 0 where no code takes part.
 *
 * @param codes `[count, codes]`: posterior means, say; at least two
 * @param factors `[count, factors]`: the known factors as class indices; drawn at random, or all combinations
 * @throws GenlabError for fewer than two codes, another number of codes than of factors, factors that are no indices or have one value,
 * less than two examples in a batch, numbers that are not finite, and options that it does not have.
 */
export function factorVaeScore(codes: Rows, factors: Rows, options: FactorVaeScoreOptions): FactorVaeScore {
  const metric = "factorVaeScore";
  const { rng, votes = 800, batchSize = 64, leastDeviation = 0, ...others } = optionsOf(metric, options);
  refuseUnknown(metric, others, { rng, votes, batchSize, leastDeviation });
  requireRng(metric, rng);
  requireCounts(metric, { votes });
  requireCounts(metric, { batchSize }, 2);
  requireNonNegative(metric, { leastDeviation });
  const { codes: z, factors: v } = codesAndFactors(metric, codes, factors);
  requireIndices(metric, v);
  const variances = z.map((code) => varianceOf(code));
  const active = z.map((_, j) => j).filter((j) => variances[j]! > 0 && Math.sqrt(variances[j]!) >= leastDeviation);
  const table = z.map(() => v.map(() => 0));
  if (active.length === 0) return { score: 0, votes: table };

  const rowsByValue = v.map(rowsOfEachValue);
  const drawn = (count: number) => Math.floor(rng.random() * count);
  const vote = (): readonly [code: number, factor: number] => {
    const k = drawn(v.length);
    const rows = rowsByValue[k]!.get(v[k]![drawn(v[k]!.length)]!)!;
    const batch = Array.from({ length: batchSize }, () => rows[drawn(rows.length)]!);
    const shares = active.map((j) => varianceOf(batch.map((row) => z[j]![row]!)) / variances[j]!);
    return [active[shares.indexOf(Math.min(...shares))]!, k];
  };
  for (let n = 0; n < votes; n++) {
    const [code, factor] = vote();
    table[code]![factor]! += 1;
  }
  const factorOf = table.map((row) => row.indexOf(Math.max(...row)));
  let right = 0;
  for (let n = 0; n < votes; n++) {
    const [code, factor] = vote();
    if (factorOf[code] === factor) right += 1;
  }
  return { score: right / votes, votes: table };
}

function rowsOfEachValue(factor: Float64Array): ReadonlyMap<number, readonly number[]> {
  const rows = new Map<number, number[]>();
  for (const [row, value] of factor.entries()) {
    const others = rows.get(value);
    if (others) others.push(row);
    else rows.set(value, [row]);
  }
  return rows;
}

/** With the divisor of the count; exactly 0 for a constant, whatever rounding makes of its mean. */
function varianceOf(values: ArrayLike<number>): number {
  let [sum, squares] = [0, 0];
  const first = values[0]!;
  for (let i = 0; i < values.length; i++) sum += values[i]! - first;
  const mean = sum / values.length;
  for (let i = 0; i < values.length; i++) squares += (values[i]! - first - mean) ** 2;
  return squares / values.length;
}
