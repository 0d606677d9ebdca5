import {
  type Context,
  type DataRange,
  describe,
  GenlabError,
  type HasDataRange,
  type Layer,
  refuseUnknown,
  requireShape,
} from "@genlab/core";
import type { Tensor } from "@tensorflow/tfjs-core";
import type { Activation } from "./activations/activation.js";

export interface SequentialOptions {
  /** The shape of one example that it is made for; others are refused. Default: any that its layers take. */
  readonly shape?: readonly number[];
  /** What errors call it. Default "The network". */
  readonly name?: string;
  /** The values of data that it is made for, which a trainer holds the data to. Default: any. */
  readonly dataRange?: DataRange;
}

/** Layers and plain functions, applied in order. */
export class Sequential implements Layer, HasDataRange {
  readonly layers: readonly (Layer | Activation)[];
  readonly shape: readonly number[] | null;
  readonly name: string;
  readonly dataRange?: DataRange;

  /** @throws GenlabError for what is neither a layer nor a function, and for options that it does not have. */
  constructor(layers: readonly (Layer | Activation)[], options: SequentialOptions = {}) {
    const { shape = null, name = "The network", dataRange, ...others } = options;
    refuseUnknown("Sequential", others, { shape, name, dataRange });
    for (const [i, layer] of layers.entries()) requireLayer(layer, `\`layers[${i}]\` of Sequential`);
    this.layers = layers;
    this.shape = shape;
    this.name = name;
    if (dataRange) this.dataRange = dataRange;
  }

  /** @throws GenlabError for examples of another shape than it is made for. */
  forward(x: Tensor, context: Context): Tensor {
    if (this.shape) requireShape(this.name, x, ["batch", ...this.shape]);
    return this.layers.reduce((y, layer) => (typeof layer === "function" ? layer(y) : layer.forward(y, context)), x);
  }
}

function requireLayer(layer: unknown, where: string): void {
  if (typeof layer === "function" || typeof (layer as Partial<Layer> | null)?.forward === "function") return;
  throw new GenlabError(`${where} is ${describe(layer)}. Expected a layer, or a function of a tensor.`);
}
