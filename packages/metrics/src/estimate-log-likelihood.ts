import {
  type Context,
  canWeigh,
  createContext,
  GenlabError,
  type NdArray,
  type Rng,
  refuseUnknown,
  requireCounts,
  requireTensor,
  toTensor,
  type Weighs,
} from "@genlab/core";
import { tidy } from "@tensorflow/tfjs-core";
import { type Batches, checkBatches, examplesOf } from "./check-batches.js";
import { matrixOf, rowsOf } from "./linear-algebra/matrix.js";
import { LogMeanExponential } from "./log-mean-exponential.js";

export interface EstimateLogLikelihoodOptions {
  /** Importance samples an example, k. */
  readonly samples: number;
  /** How many of them to ask of the model at a time, for memory's sake. Default 50. */
  readonly samplesAtOnce?: number;
  readonly rng: Rng;
}

export interface LogLikelihood {
  /** The mean over examples of the importance-weighted bound on `log p(x)`, in nats. */
  readonly bound: number;
  /** The standard error of that mean, over examples; NaN for a single one. */
  readonly standardError: number;
  readonly examples: number;
}

/**
 * Estimates a model's `log p(x)` on the field `x` of the batches by `importanceWeightedBound` with `samples` draws an example, in
 * evaluation mode, on the tfjs backend that is set. Burda et al. 2015, https://arxiv.org/abs/1509.00519
 *
 * The standard error is over examples; that the bound lies below `log p(x)` is not in it. Compare equal `samples`.
 *
 * @throws GenlabError for a model without a likelihood, for log-weights that are none, for batches without `x` or without examples, and
 * for options that are none or out of range.
 */
export async function estimateLogLikelihood(
  model: Weighs,
  batches: Batches,
  { samples, samplesAtOnce = 50, rng, ...others }: EstimateLogLikelihoodOptions,
): Promise<LogLikelihood> {
  const metric = "estimateLogLikelihood";
  refuseUnknown(metric, others, { samples, samplesAtOnce, rng });
  requireCounts(metric, { samples, samplesAtOnce });
  if (!canWeigh(model)) {
    throw new GenlabError(
      `${metric}: the model has no likelihood to estimate. Give one with \`logWeights\`, a VAE say.`,
    );
  }
  checkBatches(metric, batches);
  const context = createContext({ rng });
  const bounds: number[] = [];
  for await (const batch of batches) {
    const x = examplesOf(metric, batch);
    const examples = Array.from({ length: x.shape[0] ?? 0 }, () => new LogMeanExponential());
    for (let done = 0; done < samples; done += samplesAtOnce) {
      const count = Math.min(samplesAtOnce, samples - done);
      for (const row of await drawLogWeights(model, x, count, context)) {
        for (const [i, example] of examples.entries()) example.add(row[i]!);
      }
    }
    bounds.push(...examples.map((example) => example.value()));
  }
  if (bounds.length === 0) throw new GenlabError("estimateLogLikelihood: there is no example to evaluate on.");
  return summary(bounds);
}

async function drawLogWeights(
  model: Weighs,
  { data, shape }: NdArray,
  count: number,
  context: Context,
): Promise<readonly Float64Array[]> {
  const weights = tidy(() => {
    const x = toTensor({ data, shape }, "estimateLogLikelihood: field `x`");
    return model.logWeights(x, count, context); // [count, batch]
  });
  try {
    requireTensor("estimateLogLikelihood: what the model gives", weights);
    if (weights.rank !== 2 || weights.shape[0] !== count || weights.shape[1] !== shape[0]) {
      throw new GenlabError(
        `estimateLogLikelihood: the model's logWeights have shape [${weights.shape}]. Expected [samples, batch], [${count}, ${shape[0]}].`,
      );
    }
    const rows = { data: await weights.data<"float32">(), shape: weights.shape };
    return rowsOf(matrixOf(rows, { metric: "estimateLogLikelihood", name: "logWeights", minusInfinity: true }));
  } finally {
    weights?.dispose?.();
  }
}

function summary(bounds: readonly number[]): LogLikelihood {
  const examples = bounds.length;
  const bound = bounds.reduce((sum, value) => sum + value, 0) / examples;
  const variance = bounds.reduce((sum, value) => sum + (value - bound) ** 2, 0) / (examples - 1);
  return { bound, standardError: Math.sqrt(variance / examples), examples };
}
