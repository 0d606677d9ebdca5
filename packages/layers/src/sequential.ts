import {
  type Context,
  type DataRange,
  describe,
  GenlabError,
  type HasDataRange,
  type Layer,
  optionsOf,
  refuseUnknown,
  requireCounts,
  requireShape,
  requireTensor,
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

/**
 * Layers and plain functions, applied in order.
 *
 * @example
 * ```ts
 * import { createContext, createRng, Linear, relu, Sequential } from "genlab";
 *
 * const rng = createRng(1);
 * const network = new Sequential([
 *   new Linear({ inputs: 4, outputs: 8 }, rng),
 *   relu, // a function of a tensor
 *   new Linear({ inputs: 8, outputs: 2 }, rng),
 * ]);
 * console.log(network.forward(rng.normal([3, 4]), createContext({ rng })).shape); // [3, 2]
 * ```
 */
export class Sequential implements Layer, HasDataRange {
  readonly layers: readonly (Layer | Activation)[];
  readonly shape: readonly number[] | null;
  readonly name: string;
  readonly dataRange?: DataRange;

  /** @throws GenlabError for what is neither a layer nor a function, and for options that it does not have. */
  constructor(layers: readonly (Layer | Activation)[], options: SequentialOptions = {}) {
    const { shape = null, name = "The network", dataRange, ...others } = optionsOf("Sequential", options);
    refuseUnknown("Sequential", others, { shape, name, dataRange });
    if (!Array.isArray(layers)) throw new GenlabError(`Sequential got ${describe(layers)}. Give a list of layers.`);
    if (shape !== null) requireCounts("Sequential", { ...sizesOf(shape) });
    for (const [i, layer] of layers.entries()) requireLayer(layer, `\`layers[${i}]\` of Sequential`);
    this.layers = layers;
    this.shape = shape;
    this.name = name;
    if (dataRange) this.dataRange = dataRange;
  }

  /** @throws GenlabError for examples of another shape than it is made for. */
  forward(x: Tensor, context: Context): Tensor {
    if (this.shape) requireShape(this.name, x, ["batch", ...this.shape]);
    requireTensor(this.name, x);
    return this.layers.reduce((y, layer, i) => {
      const next = typeof layer === "function" ? layer(y) : layer.forward(y, context);
      requireTensor(`What follows \`layers[${i}]\` of ${this.name}`, next);
      return next;
    }, x);
  }
}

const sizesOf = (shape: readonly number[]) =>
  Array.isArray(shape) ? Object.fromEntries(shape.map((size, axis) => [`shape[${axis}]`, size])) : { shape };

export function requireLayer(layer: unknown, where: string): void {
  if (typeof layer === "function" || typeof (layer as Partial<Layer> | null)?.forward === "function") return;
  throw new GenlabError(`${where} is ${describe(layer)}. Expected a layer, or a function of a tensor.`);
}
