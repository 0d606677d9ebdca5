import { type Context, type Layer, type Parameter, parameter, type Rng } from "@genlab/core";
import { conditionOf, Linear, lecunNormal } from "@genlab/layers";
import { concat, mul, reshape, sum, type Tensor } from "@tensorflow/tfjs-core";
import type { ImageShape } from "../halvings.js";

export interface GenerativeBasisOptions {
  readonly latent: number;
  /** Size of the context's condition; 0: none. */
  readonly condition: number;
  readonly shape: ImageShape;
}

/**
 * `b ⊙ (z W)`: learned images `b` `[height, width, channels]`, each weighed by a linear function of the noise `[batch, latent]`, which an
 * embedding of the condition stands beside where there is one.
 */
export class GenerativeBasis implements Layer {
  readonly basis: Parameter;
  readonly weights: Linear;
  readonly embedding: Linear | null;

  constructor({ latent, condition, shape }: GenerativeBasisOptions, rng: Rng) {
    const plain = { bias: false, weightInitializer: lecunNormal };
    const inputs = condition > 0 ? 2 * latent : latent;
    this.basis = parameter(() => rng.normal(shape));
    this.weights = new Linear({ inputs, outputs: shape[2], ...plain }, rng);
    this.embedding = condition > 0 ? new Linear({ inputs: condition, outputs: latent, ...plain }, rng) : null;
  }

  forward(z: Tensor, context: Context): Tensor {
    const code = this.embedding ? concat([z, this.embedding.forward(conditionOf(context))], 1) : z;
    const weights = this.weights.forward(code); // [batch, channels]
    return mul(this.basis, reshape(weights, [weights.shape[0]!, 1, 1, weights.shape[1]!]));
  }
}

/** `Σ b ⊙ x` over all places, a learned image `b` `[height, width, channels]` for each channel: to `[batch, channels]`. */
export class DiscriminativeBasis implements Layer {
  readonly basis: Parameter;

  constructor({ shape }: { readonly shape: ImageShape }, rng: Rng) {
    const places = shape[0] * shape[1];
    this.basis = parameter(() => lecunNormal(shape, { in: places, out: places }, rng));
  }

  forward(x: Tensor): Tensor {
    return sum(mul(this.basis, x), [1, 2]);
  }
}
