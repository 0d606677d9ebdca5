import {
  type Context,
  canWeigh,
  createContext,
  type Executor,
  GenlabError,
  type NdArray,
  type Program,
  type Rng,
  refuseUnknown,
  requireCounts,
  requireTensor,
  toTensor,
  type Weighs,
} from "@genlab/core";
import { type Tensor, tidy } from "@tensorflow/tfjs-core";
import { type Batches, checkBatches, examplesOf } from "./check-batches.js";
import { matrixOf, rowsOf } from "./linear-algebra/matrix.js";
import { LogMeanExponential } from "./log-mean-exponential.js";

export interface EstimateLogLikelihoodOptions {
  /** Importance samples an example, k. */
  readonly samples: number;
  /** How many of them to ask of the model at a time, for memory's sake. Default 50. */
  readonly samplesAtOnce?: number;
  readonly rng: Rng;
  /** What computes: a trainer's, which may compile it. Default: the tfjs backend that is set. */
  readonly executor?: Executor | undefined;
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
 * evaluation mode. Burda et al. 2015, https://arxiv.org/abs/1509.00519
 *
 * The standard error is over examples; that the bound lies below `log p(x)` is not in it. Compare equal `samples`.
 *
 * @throws GenlabError for a model without a likelihood, for log-weights that are none, for batches without `x` or without examples, and
 * for options that are none or out of range.
 */
export async function estimateLogLikelihood(
  model: Weighs,
  batches: Batches,
  { samples, samplesAtOnce = 50, rng, executor, ...others }: EstimateLogLikelihoodOptions,
): Promise<LogLikelihood> {
  const metric = "estimateLogLikelihood";
  refuseUnknown(metric, others, { samples, samplesAtOnce, rng, executor });
  requireCounts(metric, { samples, samplesAtOnce });
  if (!canWeigh(model)) {
    throw new GenlabError(
      `${metric}: the model has no likelihood to estimate. Give one with \`logWeights\`, a VAE say.`,
    );
  }
  checkBatches(metric, batches);
  const draw = executor ? onExecutor(model, executor, rng) : eagerly(model, createContext({ rng }));
  const bounds: number[] = [];
  for await (const batch of batches) {
    const x = examplesOf(metric, batch);
    const examples = Array.from({ length: x.shape[0] ?? 0 }, () => new LogMeanExponential());
    for (let done = 0; done < samples; done += samplesAtOnce) {
      const count = Math.min(samplesAtOnce, samples - done);
      for (const row of await drawLogWeights(draw, x, count)) {
        for (const [i, example] of examples.entries()) example.add(row[i]!);
      }
    }
    bounds.push(...examples.map((example) => example.value()));
  }
  if (bounds.length === 0) throw new GenlabError("estimateLogLikelihood: there is no example to evaluate on.");
  return summary(bounds);
}

/** What the model gives, `[samples, batch]`. */
type Draw = (x: NdArray, samples: number) => Promise<NdArray>;

const eagerly =
  (model: Weighs, context: Context): Draw =>
  async ({ data, shape }, samples) => {
    const weights = tidy(() =>
      model.logWeights(toTensor({ data, shape }, "estimateLogLikelihood: field `x`"), samples, context),
    );
    try {
      requireTensor("estimateLogLikelihood: what the model gives", weights);
      return { data: await weights.data<"float32">(), shape: weights.shape };
    } finally {
      weights?.dispose?.();
    }
  };

/** By model and samples: an executor knows a program that it has compiled by its identity. */
const known = new WeakMap<Weighs, Map<number, Program<Tensor>>>();

const onExecutor =
  (model: Weighs, executor: Executor, rng: Rng): Draw =>
  async (x, samples) => {
    const programs = known.get(model) ?? new Map<number, Program<Tensor>>();
    known.set(model, programs);
    const program = programs.get(samples) ?? {
      ...{ name: "log-weights", state: model, training: false },
      run: (batch, context) => ({ weights: model.logWeights(batch.x!, samples, context) }),
    };
    programs.set(samples, program);
    const { weights } = await executor.compute(program, { batch: { x }, rng, step: 0 });
    return weights!;
  };

async function drawLogWeights(draw: Draw, x: NdArray, count: number): Promise<readonly Float64Array[]> {
  const weights = await draw(x, count);
  if (weights.shape.length !== 2 || weights.shape[0] !== count || weights.shape[1] !== x.shape[0]) {
    throw new GenlabError(
      `estimateLogLikelihood: the model's logWeights have shape [${weights.shape}]. Expected [samples, batch], [${count}, ${x.shape[0]}].`,
    );
  }
  return rowsOf(matrixOf(weights, { metric: "estimateLogLikelihood", name: "logWeights", minusInfinity: true }));
}

function summary(bounds: readonly number[]): LogLikelihood {
  const examples = bounds.length;
  const bound = bounds.reduce((sum, value) => sum + value, 0) / examples;
  const variance = bounds.reduce((sum, value) => sum + (value - bound) ** 2, 0) / (examples - 1);
  return { bound, standardError: Math.sqrt(variance / examples), examples };
}
