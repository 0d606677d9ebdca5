import { type Context, createContext, type Decodes, type Encodes, withPrior } from "@genlab/core";
import { batches, type Dataset, type NdArray } from "@genlab/data";
import { encodeData, fitGaussianMixture } from "@genlab/metrics";
import { tidy } from "@tensorflow/tfjs-core";
import { takeValues } from "./take-values.js";

/** Beyond so many codes a full covariance takes too long to fit, and too many examples. */
export const MOST_CODES = 64;
const EXAMPLES = 3000;

export interface MixtureSamplesOptions {
  readonly data: Dataset;
  readonly count: number;
  readonly context: Context;
}

/**
 * Draws from a model that has codes and no prior: decodes draws from a mixture of ten Gaussians that is fitted to the codes of data. `null`
 * where an example has more than 64 codes.
 *
 * Ghosh et al. 2019, https://arxiv.org/abs/1903.12436
 */
export async function mixtureSamples(
  model: Encodes & Decodes,
  { data, count, context }: MixtureSamplesOptions,
): Promise<NdArray | null> {
  const [seen] = batches(data, { batchSize: Math.min(EXAMPLES, data.length) });
  const { rng } = context;
  const codes = await encodeData(model, [seen!], { rng });
  if (codes.shape[1]! > MOST_CODES) return null;
  const { mixture } = fitGaussianMixture(codes, {
    components: 10,
    iterations: 30,
    regularization: 1e-4,
    rng: rng.fork("mixture"),
  });
  const draws = createContext({ rng: rng.fork("draws") });
  return takeValues(tidy(() => withPrior(model, mixture).sample(count, draws)));
}
