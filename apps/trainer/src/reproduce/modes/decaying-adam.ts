import type { OptimizerConfiguration } from "@genlab/zoo";

/** Adam whose rate falls to 0 by half a cosine, so that points settle on the modes. */
export const decayingAdam = (rate: number, steps: number, { beta1 = 0.5, beta2 = 0.999 } = {}) =>
  ({
    type: "adam",
    learningRate: { type: "cosine", from: rate, to: 0, steps },
    beta1,
    beta2,
  }) satisfies OptimizerConfiguration;
