import { type Layer, type Parameter, type Rng, refuseUnknown, requireCounts, requireShape } from "@genlab/core";
import { add, matMul, reshape, type Tensor } from "@tensorflow/tfjs-core";
import { fanInUniform } from "./initializers/variance-scaling.js";
import { type WeightAndBiasOptions, weightAndBias } from "./initializers/weight-and-bias.js";
import { toFloat } from "./to-float.js";

export interface LinearOptions extends WeightAndBiasOptions {
  readonly inputs: number;
  readonly outputs: number;
}

/**
 * `y = x W + b`, from `[batch, ..., inputs]` to `[batch, ..., outputs]`.
 *
 * @example
 * ```ts
 * import { createRng, Linear } from "genlab";
 *
 * const rng = createRng(1);
 * const layer = new Linear({ inputs: 4, outputs: 2 }, rng);
 * console.log(layer.forward(rng.normal([3, 4])).shape); // [3, 2]
 * ```
 */
export class Linear implements Layer {
  readonly weight: Parameter;
  readonly bias: Parameter | null;

  /** @throws GenlabError for sizes that are none, and for options that it does not have. */
  constructor(options: LinearOptions, rng: Rng) {
    const { inputs, outputs, bias = true, ...rest } = options;
    const { weightInitializer = fanInUniform, biasInitializer = fanInUniform, ...others } = rest;
    const starts = { bias, weightInitializer, biasInitializer };
    refuseUnknown("Linear", others, { inputs, outputs, ...starts });
    requireCounts("Linear", { inputs, outputs });
    const fan = { in: inputs, out: outputs };
    const made = weightAndBias("Linear", { shape: [inputs, outputs], outputs, fan, ...starts }, rng);
    this.weight = made.weight;
    this.bias = made.bias;
  }

  /** @throws GenlabError for another last size than its inputs. */
  forward(x: Tensor): Tensor {
    const [inputs, outputs] = this.weight.shape as [number, number];
    requireShape("Linear", x, ["batch", "...", inputs]);
    const rows = x.rank === 2 ? toFloat(x) : reshape(toFloat(x), [-1, inputs]);
    const product = matMul(rows, this.weight);
    const y = this.bias ? add(product, this.bias) : product;
    return x.rank === 2 ? y : reshape(y, [...x.shape.slice(0, -1), outputs]);
  }
}
