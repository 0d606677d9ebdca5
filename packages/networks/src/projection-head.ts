import type { Context, Layer, Rng } from "@genlab/core";
import { conditionOf, Linear, type LinearOptions } from "@genlab/layers";
import { add, mul, sum, type Tensor } from "@tensorflow/tfjs-core";

export interface ProjectionHeadOptions {
  /** Features of `x`. */
  readonly inputs: number;
  /** Size of the context's condition. */
  readonly condition: number;
  /** Makes a linear layer; one with spectral norm, say. Default `Linear`. */
  readonly linear?: (options: LinearOptions, rng: Rng) => Layer;
}

/**
 * The last layer of a conditional discriminator: `y = x W + b + ⟨c V, x⟩` for features `x` `[batch, inputs]` and the context's
 * condition `c`, a one-hot class say; to `[batch, 1]`. Miyato & Koyama 2018, equation 4, https://arxiv.org/abs/1802.05637
 */
export class ProjectionHead implements Layer {
  readonly output: Layer;
  readonly embedding: Layer;

  constructor({ inputs, condition, linear = plainLinear }: ProjectionHeadOptions, rng: Rng) {
    this.output = linear({ inputs, outputs: 1 }, rng);
    this.embedding = linear({ inputs: condition, outputs: inputs, bias: false }, rng);
  }

  forward(x: Tensor, context: Context): Tensor {
    const embedded = this.embedding.forward(conditionOf(context), context); // [batch, inputs]
    return add(this.output.forward(x, context), sum(mul(embedded, x), 1, true));
  }
}

const plainLinear = (options: LinearOptions, rng: Rng): Layer => new Linear(options, rng);
