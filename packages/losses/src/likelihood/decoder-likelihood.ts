import {
  type Context,
  type Decodes,
  type Layer,
  namedParameters,
  requireFinite,
  requireLayers,
  requireMethods,
} from "@genlab/core";
import { fill, type Tensor, tidy } from "@tensorflow/tfjs-core";
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

  /** An example: the mean of `p(x|z)`, or a draw of it where the likelihood has one. */
  drawn(z: Tensor, context: Context): Tensor {
    return tidy(() => {
      const output = this.decoder.forward(z, context);
      return this.likelihood.draw?.(output, context.rng) ?? this.likelihood.mean(output);
    });
  }

  /** `−log p(x|z)` of each pair, `[batch]`, in nats where the likelihood is a density. */
  distortion(x: Tensor, z: Tensor, context: Context): Tensor {
    return tidy(() => this.likelihood.negativeLog(this.decoder.forward(z, context), x));
  }

  /**
   * Starts a new decoder's last bias at the output whose mean is that of the data, where the likelihood says which (`outputAt`).
   *
   * The squared error of a sigmoid hardly changes where the sigmoid is near 0 or 1. From ½ on, mostly black images drive all outputs the same
   * way: the first steps add up through the layers, pass the data by, and end where no gradient leads back.
   *
   * @param mean of all values of the data
   * @throws GenlabError for a mean that is not finite.
   */
  startAtMean(mean: number): void {
    requireFinite("startAtMean", { mean });
    const output = this.likelihood.outputAt?.(mean);
    const [path, last] = [...namedParameters(this.decoder)].at(-1) ?? [];
    if (output === undefined || !last || !path?.endsWith("bias")) return;
    tidy(() => last.assign(fill(last.shape, output)));
  }
}
