import type { Layer, Parameter } from "@genlab/core";
import type { Tensor } from "@tensorflow/tfjs-core";

/** A layer that is linear in a weight. */
export interface WeightedLayer extends Layer {
  readonly weight: Parameter;
}

/** The layer itself in all but its weight. */
export function withWeight(layer: WeightedLayer, weight: Tensor): Layer {
  return Object.create(layer, { weight: { value: weight } });
}
