import { type Rng, refuseUnknown, requireCounts, requireFunctions } from "@genlab/core";
import {
  type Activation,
  appendCondition,
  identity,
  Linear,
  relu,
  reshapeTo,
  Sequential,
  sigmoid,
} from "@genlab/layers";
import { requireExampleShape } from "./halvings.js";
import type { Norm } from "./norm.js";
import { requireLists } from "./require-lists.js";
import { sizeOf } from "./size-of.js";
import { unitTanh } from "./unit-tanh.js";
import { generatedRange } from "./value-ranges.js";

export interface MlpGeneratorOptions {
  readonly latent: number;
  /** Shape of one example. */
  readonly shape: readonly number[];
  /** Features of each hidden layer. */
  readonly hidden: readonly number[];
  /** Size of the context's condition, appended to the noise. Default 0: no condition. */
  readonly condition?: number;
  /** After each hidden linear layer, before the activation. Default: none. */
  readonly norm?: Norm;
  /** Default `relu`. */
  readonly activation?: Activation;
  /** After the last layer. Default: none for points `[features]`, `unitTanh` for images. */
  readonly output?: Activation;
}

/**
 * `[batch, latent]` to `[batch, ...shape]` by linear layers. Goodfellow et al. 2014, https://arxiv.org/abs/1406.2661
 *
 * @throws GenlabError for options that it does not have; the network, for noise of another size.
 */
export function mlpGenerator(options: MlpGeneratorOptions, rng: Rng): Sequential {
  const { latent, shape, hidden, condition = 0, norm, activation = relu, ...rest } = options;
  requireExampleShape(shape);
  const { output = shape.length === 1 ? identity : unitTanh, ...others } = rest;
  refuseUnknown("mlpGenerator", others, { latent, shape, hidden, condition, norm, activation, output });
  requireLists("mlpGenerator", { hidden });
  requireCounts("mlpGenerator", { condition }, 0);
  requireFunctions("mlpGenerator", { output, ...(norm !== undefined && { norm }) }, "sigmoid");
  const layers = hidden.flatMap((outputs, i) => {
    const inputs = hidden[i - 1] ?? latent + condition;
    const linear = new Linear({ inputs, outputs, bias: !norm }, rng.fork(`${i}`));
    return norm ? [linear, norm(outputs, rng.fork(`norm/${i}`)), activation] : [linear, activation];
  });
  const inputs = hidden.at(-1) ?? latent + condition;
  const made = [
    ...(condition > 0 ? [appendCondition] : []),
    ...layers,
    new Linear({ inputs, outputs: sizeOf(shape) }, rng.fork("output")),
    reshapeTo(shape),
    output,
  ];
  const isUnit = shape.length > 1 && (output === unitTanh || output === sigmoid);
  return new Sequential(made, {
    shape: [latent],
    name: "The generator",
    ...(isUnit && { dataRange: generatedRange }),
  });
}
