import { type Parameter, type Rng, requireBooleans } from "@genlab/core";
import { initialized } from "./initialized.js";
import type { Fan, Initializer } from "./initializer.js";

/** What the weight and the bias of a layer start as. */
export interface WeightAndBiasOptions {
  /** Whether there is a bias. Default true. */
  readonly bias?: boolean;
  /** Default `fanInUniform`, as PyTorch's. */
  readonly weightInitializer?: Initializer;
  /** Default `fanInUniform`, as PyTorch's. */
  readonly biasInitializer?: Initializer;
}

export interface WeightAndBias {
  readonly weight: Parameter;
  readonly bias: Parameter | null;
}

interface Starts extends Required<WeightAndBiasOptions> {
  /** The weight's. */
  readonly shape: readonly number[];
  /** The size of the bias. */
  readonly outputs: number;
  readonly fan: Fan;
}

/** A weight and then, where there is to be one, a bias. */
export function weightAndBias(owner: string, starts: Starts, rng: Rng): WeightAndBias {
  const { bias, weightInitializer, biasInitializer, shape, outputs, fan } = starts;
  requireBooleans(owner, { bias });
  return {
    weight: initialized(owner, { initializer: weightInitializer, shape, fan }, rng),
    bias: bias ? initialized(owner, { initializer: biasInitializer, shape: [outputs], fan }, rng) : null,
  };
}
