import { GenlabError, type Rng, refuseUnknown, requireBooleans, requireCounts } from "@genlab/core";
import { type Activation, flatten, leakyRelu, Maxout, Sequential } from "@genlab/layers";
import { discriminatorHead, type JudgementOptions } from "./discriminator-head.js";
import { requireExampleShape } from "./halvings.js";
import { layerMakers } from "./layer-makers.js";
import { requireLists } from "./require-lists.js";
import { toSigned } from "./signed.js";
import { sizeOf } from "./size-of.js";
import { judgedRange } from "./value-ranges.js";

export interface MlpDiscriminatorOptions extends JudgementOptions {
  /** Shape of one example: `[features]`, or that of an image with values in [0, 1], which are moved to [−1, 1]. */
  readonly shape: readonly number[];
  /** Features of each hidden layer. */
  readonly hidden: readonly number[];
  /** Above 1 the hidden layers are maxout layers with so many pieces, without activation. Default 1. */
  readonly pieces?: number;
  /** Default `leakyRelu()`. */
  readonly activation?: Activation;
  /** Whether spectral norm holds every layer Lipschitz; not with `pieces`. Default false. */
  readonly spectralNorm?: boolean;
}

/**
 * `[batch, ...shape]` to `[batch, outputs]` by linear or maxout layers. Goodfellow et al. 2014, https://arxiv.org/abs/1406.2661
 *
 * @throws GenlabError for spectral norm together with maxout, and for options that it does not have; the network, for examples of another
 * shape.
 */
export function mlpDiscriminator(options: MlpDiscriminatorOptions, rng: Rng): Sequential {
  const { shape, hidden, pieces = 1, activation = leakyRelu(), spectralNorm = false, ...rest } = options;
  const { outputs: judgements = 1, condition = 0, ...others } = rest;
  const known = { shape, hidden, pieces, activation, spectralNorm, outputs: judgements, condition };
  refuseUnknown("mlpDiscriminator", others, known);
  requireLists("mlpDiscriminator", { hidden });
  requireCounts("mlpDiscriminator", { condition }, 0);
  requireBooleans("mlpDiscriminator", { spectralNorm });
  requireExampleShape(shape);
  requireCounts("mlpDiscriminator", { pieces });
  if (spectralNorm && pieces > 1) {
    throw new GenlabError(`mlpDiscriminator has spectral norm and maxout of ${pieces} pieces. Choose one of the two.`);
  }
  const { linear } = layerMakers({ spectralNorm });
  const layers = hidden.flatMap((outputs, i) => {
    const [sizes, stream] = [{ inputs: hidden[i - 1] ?? sizeOf(shape), outputs }, rng.fork(`${i}`)];
    return pieces > 1 ? [new Maxout({ ...sizes, pieces }, stream)] : [linear(sizes, stream), activation];
  });
  const inputs = hidden.at(-1) ?? sizeOf(shape);
  const head = discriminatorHead({ inputs, linear, outputs: judgements, condition }, rng.fork("output"));
  const made = { shape, name: "The discriminator" };
  return shape.length > 1
    ? new Sequential([toSigned, flatten, ...layers, head], { ...made, dataRange: judgedRange })
    : new Sequential([...layers, head], made);
}
