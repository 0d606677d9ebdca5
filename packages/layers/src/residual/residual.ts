import type { Context, Layer } from "@genlab/core";
import { add, type Tensor } from "@tensorflow/tfjs-core";
import type { Activation } from "../activations/activation.js";
import { identity } from "../activations/activations.js";

export interface ResidualOptions {
  readonly branch: Layer;
  /** Default: `x` itself. */
  readonly shortcut?: Layer;
  /** Applied to the sum. Default `identity`. */
  readonly activation?: Activation;
}

/** `y = activation(branch(x) + shortcut(x))`. He et al. 2015, https://arxiv.org/abs/1512.03385 */
export class Residual implements Layer {
  readonly branch: Layer;
  readonly shortcut: Layer | null;
  readonly activation: Activation;

  constructor({ branch, shortcut, activation = identity }: ResidualOptions) {
    this.branch = branch;
    this.shortcut = shortcut ?? null;
    this.activation = activation;
  }

  forward(x: Tensor, context: Context): Tensor {
    const straight = this.shortcut ? this.shortcut.forward(x, context) : x;
    return this.activation(add(this.branch.forward(x, context), straight));
  }
}
