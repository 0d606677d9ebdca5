import {
  type Context,
  type Decodes,
  type Encodes,
  type Layer,
  type Model,
  type Phase,
  type Reconstructs,
  refuseUnknown,
  requireLayers,
  requireMethods,
  type Scores,
} from "@genlab/core";
import { type Likelihood, squaredErrorLikelihood } from "@genlab/losses";
import { mean, sigmoid, type Tensor, tidy } from "@tensorflow/tfjs-core";

export interface AutoencoderNetworks {
  /** Maps `x` to codes `[batch, latent]`. */
  readonly encoder: Layer;
  /** Maps codes to what the likelihood reads, of the shape of `x`. */
  readonly decoder: Layer;
  /** What a wrong reconstruction costs. Default: the squared error of `sigmoid(output)`, for data in [0, 1]. */
  readonly likelihood?: Likelihood;
}

/**
 * Autoencoder: minimises `−log p(x | decoder(encoder(x)))`, a sum over an example and the mean over the batch.
 *
 * Hinton & Salakhutdinov 2006, https://www.cs.toronto.edu/~hinton/absps/science.pdf
 */
export class Autoencoder implements Model, Encodes, Decodes, Reconstructs, Scores {
  readonly encoder: Layer;
  readonly decoder: Layer;
  readonly likelihood: Likelihood;

  /** @throws GenlabError for networks that are none, or that it does not have. */
  constructor({ encoder, decoder, likelihood = squaredErrorLikelihood(sigmoid), ...others }: AutoencoderNetworks) {
    refuseUnknown("Autoencoder", others, { encoder, decoder, likelihood });
    requireLayers("Autoencoder", { encoder, decoder });
    requireMethods("Autoencoder", { likelihood }, ["negativeLog", "mean"], "`bernoulli` of @genlab/losses");
    this.encoder = encoder;
    this.decoder = decoder;
    this.likelihood = likelihood;
  }

  phases(): readonly Phase[] {
    return [
      { name: "autoencoder", updates: this, loss: ({ x }, context) => ({ total: mean(this.score(x, context)) }) },
    ];
  }

  encode(x: Tensor, context: Context): Tensor {
    return tidy(() => this.encoder.forward(x, context));
  }

  decode(z: Tensor, context: Context): Tensor {
    return tidy(() => this.likelihood.mean(this.decoder.forward(z, context)));
  }

  reconstruct(x: Tensor, context: Context): Tensor {
    return tidy(() => this.decode(this.encode(x, context), context));
  }

  /** The reconstruction error of each example, `[batch]`. */
  score(x: Tensor, context: Context): Tensor {
    return tidy(() => this.distortion(x, this.encode(x, context), context));
  }

  /** `−log p(x | decoder(z))` of each pair, `[batch]`. */
  distortion(x: Tensor, z: Tensor, context: Context): Tensor {
    return tidy(() => this.likelihood.negativeLog(this.decoder.forward(z, context), x));
  }
}
