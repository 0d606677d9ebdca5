import { describe, GenlabError } from "@genlab/base";
import { canDecode, canSample, type Decodes, type Samples } from "./capabilities.js";

/**
 * A sampler made of a decoder and of a prior over its codes, `x = decode(z)` with `z ~ prior`: for models that learn no prior, or one
 * that their codes do not follow. A prior draws codes `[count, latent]`: a mixture fitted to codes of data, or a model trained on them.
 *
 * @throws GenlabError for a decoder that does not decode, and a prior that does not sample.
 *
 * @example
 * ```ts
 * import { createContext, createRng, createVae, withPrior } from "genlab";
 * import { mul } from "@tensorflow/tfjs-core";
 *
 * const rng = createRng(1);
 * const model = createVae({ shape: [2], latent: 2, hidden: [8] }, rng);
 * const narrow = { sample: (count: number) => mul(0.5, rng.normal([count, 2])) };
 * console.log(withPrior(model, narrow).sample(3, createContext({ rng })).shape); // [3, 2]
 * ```
 */
export function withPrior(decoder: Decodes, prior: Samples): Samples {
  if (!canDecode(decoder))
    throw new GenlabError(`withPrior: the decoder is ${describe(decoder)}. Give a model with \`decode\`.`);
  if (!canSample(prior)) throw new GenlabError(`withPrior: the prior is ${describe(prior)}. Give one with \`sample\`.`);
  return { sample: (count, context) => decoder.decode(prior.sample(count, context), context) };
}
