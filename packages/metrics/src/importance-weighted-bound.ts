import { matrixOf, rowsOf } from "./linear-algebra/matrix.js";
import { LogMeanExponential } from "./log-mean-exponential.js";
import type { Rows } from "./rows.js";

/**
 * The importance-weighted bound on `log p(x)`, in nats, averaged over examples: `mean over x of log 1/k Σₖ wₖ`, from
 * `log wₖ = log p(x, zₖ) − log q(zₖ|x)`, `zₖ ~ q(z|x)`. Burda et al. 2015, https://arxiv.org/abs/1509.00519
 *
 * With k = 1 it is the ELBO. Its expectation rises with k towards `log p(x)`: give k with the number (the paper: 5000).
 *
 * @param logWeights `[samples, examples]`: a row for each k. −Infinity is a weight of 0.
 * @throws GenlabError for what is no such table, for NaN and for Infinity.
 */
export function importanceWeightedBound(logWeights: Rows): number {
  const weights = matrixOf(logWeights, {
    metric: "importanceWeightedBound",
    name: "logWeights",
    minusInfinity: true,
  });
  const examples = Array.from({ length: weights.columns }, () => new LogMeanExponential());
  for (const row of rowsOf(weights)) for (const [i, example] of examples.entries()) example.add(row[i]!);
  return examples.reduce((sum, example) => sum + example.value(), 0) / examples.length;
}
