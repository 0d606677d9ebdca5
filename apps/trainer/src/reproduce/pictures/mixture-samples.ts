import type { Context, Decodes, Encodes } from "@genlab/core";
import { batches, type Dataset, type NdArray } from "@genlab/data";
import { fitGaussianMixture } from "@genlab/metrics";
import { toTensors } from "@genlab/trainers";
import { dispose, tensor, tidy } from "@tensorflow/tfjs-core";

/** Beyond so many codes a full covariance takes too long to fit, and too many examples. */
const MOST_CODES = 64;
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
  const tensors = toTensors(seen!);
  const encoded = tidy(() => model.encode(tensors.x!, context));
  const codes = { data: await encoded.data<"float32">(), shape: encoded.shape };
  dispose([encoded, ...Object.values(tensors)]);
  if (codes.shape[1]! > MOST_CODES) return null;
  const options = { components: 10, iterations: 30, regularization: 1e-4, rng: context.rng.fork("mixture") };
  const drawn = fitGaussianMixture(codes, options).mixture.sample(count, context.rng.fork("draws"));
  const decoded = tidy(() => model.decode(tensor(drawn.data, [...drawn.shape], "float32"), context));
  const images = { data: await decoded.data<"float32">(), shape: decoded.shape };
  decoded.dispose();
  return images;
}
