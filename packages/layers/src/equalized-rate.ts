import { type Context, type Layer, type Rng, refuseUnknown, requirePositive, requireRng } from "@genlab/core";
import { mul, type Tensor, tidy } from "@tensorflow/tfjs-core";
import { requireWeight, type WeightedLayer, withWeight } from "./weighted-layer.js";

export interface EqualizedRateOptions {
  /** A `Linear`, or a `Conv2d`. Its weight starts anew. */
  readonly layer: WeightedLayer;
  /** Default `√2`, for ReLU and leaky ReLU; 1 for a last layer. */
  readonly gain?: number;
}

/**
 * A layer whose weight `W ~ N(0, 1)` is scaled in every pass, `W · gain / √fan`, with `fan` the numbers that an output sums: Adam's steps
 * are then as large beside the weight in every layer. Karras et al. 2017, section 4.1, https://arxiv.org/abs/1710.10196
 */
export class EqualizedRate implements Layer {
  readonly layer: WeightedLayer;
  readonly scale: number;

  /** @throws GenlabError for a layer without weight, a gain that is not above 0, and for options that it does not have. */
  constructor({ layer, gain = Math.SQRT2, ...others }: EqualizedRateOptions, rng: Rng) {
    refuseUnknown("EqualizedRate", others, { layer, gain });
    requireWeight("EqualizedRate", layer);
    requirePositive("EqualizedRate", { gain });
    requireRng("EqualizedRate", rng);
    const { weight } = layer;
    this.layer = layer;
    this.scale = gain / Math.sqrt(weight.size / weight.shape.at(-1)!);
    tidy(() => weight.assign(rng.normal(weight.shape)));
  }

  forward(x: Tensor, context: Context): Tensor {
    return withWeight(this.layer, mul(this.layer.weight, this.scale)).forward(x, context);
  }
}
