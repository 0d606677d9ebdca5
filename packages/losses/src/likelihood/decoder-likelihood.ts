import { type Context, type Decodes, type Layer, requireLayers, requireMethods } from "@genlab/core";
import { type Tensor, tidy } from "@tensorflow/tfjs-core";
import type { Likelihood } from "./likelihood.js";

export interface DecoderLikelihoodParts {
  /** Maps codes to what the likelihood reads, of the shape of `x`. */
  readonly decoder: Layer;
  readonly likelihood: Likelihood;
}

/** `p(x|z)`: a decoder, and what its output says of the data. A model holds it as a part, beside what it is made of. */
export class DecoderLikelihood implements Decodes {
  readonly decoder: Layer;
  readonly likelihood: Likelihood;

  /**
   * @param owner what holds it, for errors
   * @throws GenlabError for what is no layer, and for what is no likelihood.
   */
  constructor(owner: string, { decoder, likelihood }: DecoderLikelihoodParts) {
    requireLayers(owner, { decoder });
    requireMethods(owner, { likelihood }, ["negativeLog", "mean"], "`bernoulli` of @genlab/losses");
    this.decoder = decoder;
    this.likelihood = likelihood;
  }

  /** The mean of `p(x|z)`, in the space of the data. */
  decode(z: Tensor, context: Context): Tensor {
    return tidy(() => this.likelihood.mean(this.decoder.forward(z, context)));
  }

  /** `−log p(x|z)` of each pair, `[batch]`, in nats where the likelihood is a density. */
  distortion(x: Tensor, z: Tensor, context: Context): Tensor {
    return tidy(() => this.likelihood.negativeLog(this.decoder.forward(z, context), x));
  }
}
