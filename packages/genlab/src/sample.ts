import {
  canSample,
  GenlabError,
  type Model,
  optionsOf,
  refuseUnknown,
  requireCounts,
  requireMethods,
} from "@genlab/core";
import type { NdArray } from "@genlab/data";
import { compute } from "./compute.js";

export interface SampleOptions {
  /** What the draws follow from. Default 0. */
  readonly seed?: number;
}

/**
 * Draws from a model, `[count, ...shape of x]`, in the space of the data.
 *
 * @throws GenlabError for a model that does not sample, and a count that is none.
 *
 * @example
 * ```ts
 * import { createRng, createVae, sample } from "genlab";
 *
 * const model = createVae({ shape: [8, 8, 1], latent: 4, network: "dense" }, createRng(1)); // or one that was trained
 * const { data, shape } = await sample(model, 16, { seed: 2 });
 * console.log(data.length, shape); // 1024, [16, 8, 8, 1]
 * ```
 */
export async function sample(model: Model, count: number, options: SampleOptions = {}): Promise<NdArray> {
  const { seed = 0, ...others } = optionsOf("sample", options);
  refuseUnknown("sample", others, { seed });
  requireCounts("sample", { count });
  requireMethods("sample", { model }, ["phases"], "await fit(…)");
  if (!canSample(model)) {
    throw new GenlabError(
      "The model has no `sample`. Fit a prior to its codes (`withPrior`), or use one that has, such as a VAE. " +
        "A model of classes has `sampleClasses`, for `compute`.",
    );
  }
  const { x } = await compute(model, (_, context) => ({ x: model.sample(count, context) }), { seed });
  return x!;
}
