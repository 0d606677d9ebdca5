import { type Context, type Layer, requireLayers } from "@genlab/core";
import type { CarriedValues, CarriesValues, ValueFlow } from "@genlab/layers";
import type { Tensor } from "@tensorflow/tfjs-core";

export interface FeatureDiscriminatorNetworks {
  /** Maps `x` to the features `[batch, ...]` that data are compared by. */
  readonly features: Layer;
  /** Maps the features to `[batch, 1]`. */
  readonly head: Layer;
}

/** A discriminator `D(x) = head(features(x))` cut at the layer whose features are of use elsewhere. */
export class FeatureDiscriminator implements Layer, CarriesValues {
  readonly features: Layer;
  readonly head: Layer;

  /** @throws GenlabError for what is no layer. */
  constructor({ features, head }: FeatureDiscriminatorNetworks) {
    requireLayers("FeatureDiscriminator", { features, head });
    this.features = features;
    this.head = head;
  }

  forward(x: Tensor, context: Context): Tensor {
    return this.head.forward(this.features.forward(x, context), context);
  }

  carryValues({ given, wanted, visit }: ValueFlow): CarriedValues {
    return visit(this.head, "head", visit(this.features, "features", given), wanted);
  }
}
