import type { Decodes, Samples } from "./capabilities.js";

/**
 * A sampler made of a decoder and of a prior over its codes, `x = decode(z)` with `z ~ prior`: for models that learn no prior, or one
 * that their codes do not follow. A prior draws codes `[count, latent]`: a mixture fitted to codes of data, or a model trained on them.
 */
export function withPrior(decoder: Decodes, prior: Samples): Samples {
  return { sample: (count, context) => decoder.decode(prior.sample(count, context), context) };
}
