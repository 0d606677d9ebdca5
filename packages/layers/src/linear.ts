import {
  type Layer,
  type Parameter,
  type Rng,
  refuseUnknown,
  requireBooleans,
  requireCounts,
  requireShape,
} from "@genlab/core";
import { add, matMul, reshape, type Tensor } from "@tensorflow/tfjs-core";
import { initialized } from "./initializers/initialized.js";
import { fanInUniform } from "./initializers/variance-scaling.js";
import type { WeightAndBiasOptions } from "./initializers/weight-and-bias-options.js";
import { toFloat } from "./to-float.js";

export interface LinearOptions extends WeightAndBiasOptions {
  readonly inputs: number;
  readonly outputs: number;
}

/** `y = x W + b`, from `[batch, ..., inputs]` to `[batch, ..., outputs]`. */
export class Linear implements Layer {
  readonly weight: Parameter;
  readonly bias: Parameter | null;

  /** @throws GenlabError for sizes that are none, and for options that it does not have. */
  constructor(options: LinearOptions, rng: Rng) {
    const { inputs, outputs, bias = true, ...rest } = options;
    const { weightInitializer = fanInUniform, biasInitializer = fanInUniform, ...others } = rest;
    refuseUnknown("Linear", others, { inputs, outputs, bias, weightInitializer, biasInitializer });
    requireBooleans("Linear", { bias });
    requireCounts("Linear", { inputs, outputs });
    const fan = { in: inputs, out: outputs };
    this.weight = initialized("Linear", { initializer: weightInitializer, shape: [inputs, outputs], fan }, rng);
    this.bias = bias ? initialized("Linear", { initializer: biasInitializer, shape: [outputs], fan }, rng) : null;
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
