import { GenlabError, type Layer, type Parameter } from "@genlab/core";
import { type Tensor, Variable } from "@tensorflow/tfjs-core";

/** A layer that is linear in a weight. */
export interface WeightedLayer extends Layer {
  readonly weight: Parameter;
}

/** The layer itself in all but its weight. */
export function withWeight(layer: WeightedLayer, weight: Tensor): Layer {
  return Object.create(layer, { weight: { value: weight } });
}

/** Throws unless the layer has one. */
export function requireWeight(owner: string, layer: WeightedLayer): void {
  if (layer?.weight instanceof Variable) return;
  throw new GenlabError(`\`layer\` of ${owner} has no weight. Give a Linear or a Conv2d, say.`);
}
