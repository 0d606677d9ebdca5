import { createContext, type Decodes, type Encodes, type Model, type Rng } from "@genlab/core";
import { batches, type Dataset, type NdArray, take } from "@genlab/data";
import { fitGaussianMixture } from "@genlab/metrics";
import { compute } from "@genlab/trainers";
import { tidy } from "@tensorflow/tfjs-core";
import type { Drawing } from "./reconstructions.js";
import { takeValues } from "./take-values.js";

/** Beyond so many codes a full covariance takes too long to fit, and too many examples. */
export const MOST_CODES = 64;
const EXAMPLES = 3000;

/** So many draws from a model, from those of an rng. */
export type Draw = (count: number, rng: Rng) => Promise<NdArray>;

/**
 * Draws from a model that has codes and no prior: it decodes draws from a mixture of ten Gaussians that is fitted to the codes of data.
 * `null` where an example has more than 64 codes.
 *
 * Ghosh et al. 2019, https://arxiv.org/abs/1903.12436
 */
export async function mixturePrior(
  model: Model & Encodes & Decodes,
  data: Dataset,
  { rng, executor }: Drawing,
): Promise<Draw | null> {
  const batchSize = Math.min(EXAMPLES, data.length);
  const [seen] = batches(take(data, batchSize), { batchSize }); // of all, the next ones would be read too
  const codes = await compute(model, {
    ...{ name: "encode", executor, rng, batch: { x: seen!.x! } },
    run: ({ x }, context) => model.encode(x!, context),
  });
  if (codes.shape[1]! > MOST_CODES) return null;
  const { mixture } = fitGaussianMixture(codes, {
    components: 10,
    iterations: 30,
    regularization: 1e-4,
    rng: rng.fork("mixture"),
  });
  return async (count, draws) => {
    const z = await takeValues(tidy(() => mixture.sample(count, createContext({ rng: draws }))));
    return compute(model, {
      ...{ name: "decode", executor, rng: draws, batch: { z } },
      run: (batch, context) => model.decode(batch.z!, context),
    });
  };
}
