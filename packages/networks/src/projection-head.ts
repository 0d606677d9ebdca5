import { type Context, type Layer, type Rng, refuseUnknown, requireFunctions, requireShape } from "@genlab/core";
import {
  type CarriedValues,
  type CarriesValues,
  conditionOf,
  Linear,
  type LinearOptions,
  type ValueFlow,
} from "@genlab/layers";
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
export class ProjectionHead implements Layer, CarriesValues {
  readonly output: Layer;
  readonly embedding: Layer;
  readonly inputs: number;
  readonly condition: number;

  /** @throws GenlabError for options that it does not have. */
  constructor({ inputs, condition, linear = plainLinear, ...others }: ProjectionHeadOptions, rng: Rng) {
    refuseUnknown("ProjectionHead", others, { inputs, condition, linear });
    requireFunctions("ProjectionHead", { linear }, "(options, rng) => new Linear(options, rng)");
    this.output = linear({ inputs, outputs: 1 }, rng);
    this.embedding = linear({ inputs: condition, outputs: inputs, bias: false }, rng);
    this.inputs = inputs;
    this.condition = condition;
  }

  /** @throws GenlabError for another number of features, and for a condition of another size or of another number of examples. */
  forward(x: Tensor, context: Context): Tensor {
    requireShape("ProjectionHead", x, ["batch", this.inputs]);
    const condition = conditionOf(context);
    requireShape("ProjectionHead's condition", condition, [x.shape[0]!, this.condition]);
    const embedded = this.embedding.forward(condition, context); // [batch, inputs]
    return add(this.output.forward(x, context), sum(mul(embedded, x), 1, true));
  }

  /** The embedding is of the features of `x`, in their order. */
  carryValues({ given, visit }: ValueFlow): CarriedValues {
    visit(this.embedding, "embedding", undefined, given.order);
    return visit(this.output, "output", given); // for an order that is not known too: it says so
  }
}

const plainLinear = (options: LinearOptions, rng: Rng): Layer => new Linear(options, rng);
