import { type Context, GenlabError, type Layer, refuseUnknown, requireFunctions, requireTensor } from "@genlab/core";
import { add, type Tensor, util } from "@tensorflow/tfjs-core";
import type { Activation } from "../activations/activation.js";
import { identity } from "../activations/activations.js";
import { requireLayer } from "../sequential.js";

export interface ResidualOptions {
  readonly branch: Layer;
  /** Default: `x` itself. */
  readonly shortcut?: Layer;
  /** Applied to the sum. Default `identity`. */
  readonly activation?: Activation;
}

/**
 * `y = activation(branch(x) + shortcut(x))`. He et al. 2015, https://arxiv.org/abs/1512.03385
 *
 * @example
 * ```ts
 * import { createContext, createRng, Linear, Residual } from "genlab";
 *
 * const rng = createRng(1);
 * const layer = new Residual({ branch: new Linear({ inputs: 4, outputs: 4 }, rng) }); // x + linear(x)
 * console.log(layer.forward(rng.normal([3, 4]), createContext({ rng })).shape); // [3, 4]
 * ```
 */
export class Residual implements Layer {
  readonly branch: Layer;
  readonly shortcut: Layer | null;
  readonly activation: Activation;

  /** @throws GenlabError for what is no layer or no function, and for options that it does not have. */
  constructor({ branch, shortcut, activation = identity, ...others }: ResidualOptions) {
    refuseUnknown("Residual", others, { branch, shortcut, activation });
    requireLayer(branch, "`branch` of Residual");
    if (shortcut !== undefined) requireLayer(shortcut, "`shortcut` of Residual");
    requireFunctions("Residual", { activation }, "relu");
    this.branch = branch;
    this.shortcut = shortcut ?? null;
    this.activation = activation;
  }

  /** @throws GenlabError where branch and shortcut give different shapes. */
  forward(x: Tensor, context: Context): Tensor {
    const straight = this.shortcut ? this.shortcut.forward(x, context) : x;
    const branched = this.branch.forward(x, context);
    if (!util.arraysEqual(branched.shape, straight.shape)) {
      throw new GenlabError(
        `Residual's branch gives [${branched.shape.join(", ")}], and what it is added to is [${straight.shape.join(", ")}]. Give both the same shape.`,
      );
    }
    const y = this.activation(add(branched, straight));
    requireTensor("What follows `activation` of Residual", y);
    return y;
  }
}
