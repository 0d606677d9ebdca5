import { type Decodes, type Encodes, type Rng, type Samples, withPrior } from "@genlab/core";
import { batches, type Dataset } from "@genlab/data";
import { encodeData, fitGaussianMixture } from "@genlab/metrics";

/** Beyond so many codes a full covariance takes too long to fit, and too many examples. */
export const MOST_CODES = 64;
const EXAMPLES = 3000;

/**
 * A sampler of a model that has codes and no prior: it decodes draws from a mixture of ten Gaussians that is fitted to the codes of data.
 * `null` where an example has more than 64 codes.
 *
 * Ghosh et al. 2019, https://arxiv.org/abs/1903.12436
 */
export async function mixturePrior(model: Encodes & Decodes, data: Dataset, rng: Rng): Promise<Samples | null> {
  const [seen] = batches(data, { batchSize: Math.min(EXAMPLES, data.length) });
  const codes = await encodeData(model, [seen!], { rng });
  if (codes.shape[1]! > MOST_CODES) return null;
  const { mixture } = fitGaussianMixture(codes, {
    components: 10,
    iterations: 30,
    regularization: 1e-4,
    rng: rng.fork("mixture"),
  });
  return withPrior(model, mixture);
}
