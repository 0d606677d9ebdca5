import type { Context, Layer } from "@genlab/core";
import type { Tensor } from "@tensorflow/tfjs-core";
import type { Activation } from "./activations/activation.js";

/** Layers and plain functions, applied in order. */
export class Sequential implements Layer {
  readonly layers: readonly (Layer | Activation)[];

  constructor(layers: readonly (Layer | Activation)[]) {
    this.layers = layers;
  }

  forward(x: Tensor, context: Context): Tensor {
    return this.layers.reduce((y, layer) => (typeof layer === "function" ? layer(y) : layer.forward(y, context)), x);
  }
}
