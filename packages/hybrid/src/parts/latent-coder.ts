import {
  type Autoencodes,
  type Context,
  type Decodes,
  type Layer,
  type Rng,
  requireDraws,
  requireLayers,
  type Samples,
} from "@genlab/core";
import type { BatchLoss } from "@genlab/losses";
import { type Tensor, tidy } from "@tensorflow/tfjs-core";
import type { Prior } from "./priors.js";

export interface LatentCoderParts {
  /** Maps data to what codes are made of. */
  readonly encoder: Layer;
  /** Maps codes to data. */
  readonly decoder: Layer;
  /** The code `[batch, latent]` of what the encoder gives. Default: that itself. */
  readonly code?: (output: Tensor) => Tensor;
  /** A code drawn for what the encoder gives, where it is stochastic. Default: `code`. */
  readonly draw?: (output: Tensor, rng: Rng) => Tensor;
  readonly prior: Prior;
  /** Maps draws from the prior to samples. Default: the decoder. */
  readonly generator?: Layer;
  /** What a reconstruction costs. */
  readonly error: BatchLoss;
}

/** What follows from an encoder, a decoder and a prior of codes. A model holds it as a part, beside the networks that it is made of. */
export class LatentCoder implements Samples, Autoencodes, Decodes {
  readonly owner: string;
  readonly parts: Required<LatentCoderParts>;

  /**
   * @param owner what holds it, for errors
   * @throws GenlabError for what is no layer.
   */
  constructor(owner: string, parts: LatentCoderParts) {
    const { encoder, decoder, code = (output: Tensor) => output, draw = code, generator = decoder } = parts;
    requireLayers(owner, { encoder, decoder, generator });
    this.owner = owner;
    this.parts = { ...parts, code, draw, generator };
  }

  get prior(): Prior {
    return this.parts.prior;
  }

  encode(x: Tensor, context: Context): Tensor {
    return tidy(() => this.parts.code(this.parts.encoder.forward(x, context)));
  }

  /** The codes as they are trained: drawn, where the encoder is stochastic. */
  draw(x: Tensor, context: Context): Tensor {
    return tidy(() => this.parts.draw(this.parts.encoder.forward(x, context), context.rng));
  }

  decode(z: Tensor, context: Context): Tensor {
    return tidy(() => this.parts.decoder.forward(z, context));
  }

  reconstruct(x: Tensor, context: Context): Tensor {
    return tidy(() => this.decode(this.encode(x, context), context));
  }

  /** @throws GenlabError for a count that is none. */
  sample(count: number, context: Context): Tensor {
    requireDraws(this.owner, { count }, context);
    return tidy(() => this.parts.generator.forward(this.parts.prior.draw(count, context.rng), context));
  }

  /** The error of each example's reconstruction, `[batch]`. */
  score(x: Tensor, context: Context): Tensor {
    return tidy(() => this.parts.error.perExample(this.reconstruct(x, context), x));
  }
}
