import { type Context, type Layer, requireLayers } from "@genlab/core";
import { concat, type Tensor } from "@tensorflow/tfjs-core";

/** Gives one logit `[batch, 1]` for each pair of data `[batch, ...]` and code `[batch, latent]`. */
export interface PairDiscriminator {
  forward(x: Tensor, z: Tensor, context: Context): Tensor;
}

export interface JointDiscriminatorNetworks {
  /** Maps `x` to `[batch, features]`. */
  readonly features: Layer;
  /** Maps `[batch, features + latent]` to `[batch, 1]`. */
  readonly head: Layer;
}

/** `D(x, z) = head(features(x), z)`. Donahue et al. 2016, https://arxiv.org/abs/1605.09782 */
export class JointDiscriminator implements PairDiscriminator {
  readonly features: Layer;
  readonly head: Layer;

  /** @throws GenlabError for what is no layer. */
  constructor({ features, head }: JointDiscriminatorNetworks) {
    requireLayers("JointDiscriminator", { features, head });
    this.features = features;
    this.head = head;
  }

  forward(x: Tensor, z: Tensor, context: Context): Tensor {
    return this.head.forward(concat([this.features.forward(x, context), z], 1), context);
  }
}
