import type { Initializer } from "./initializer.js";

/** What the weight and the bias of a layer start as. */
export interface WeightAndBiasOptions {
  /** Whether there is a bias. Default true. */
  readonly bias?: boolean;
  /** Default `fanInUniform`, as PyTorch's. */
  readonly weightInitializer?: Initializer;
  /** Default `fanInUniform`, as PyTorch's. */
  readonly biasInitializer?: Initializer;
}
