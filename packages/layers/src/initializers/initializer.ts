import type { Rng } from "@genlab/core";
import type { Tensor } from "@tensorflow/tfjs-core";

/** How many numbers one output of a layer sums, and how many outputs one input takes part in. */
export interface Fan {
  readonly in: number;
  readonly out: number;
}

/** Makes the first value of a parameter from its shape, its layer's fan and a stream of random numbers. */
export type Initializer = (shape: readonly number[], fan: Fan, rng: Rng) => Tensor;
