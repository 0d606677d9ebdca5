import { refuseUnknown, requireFunctions, requireNonNegative, type Schedule } from "@genlab/core";
import { capacity as capacityCost, gaussianKl } from "@genlab/losses";
import { add, mul, type Scalar } from "@tensorflow/tfjs-core";
import { autoencode, type Objective } from "./objective.js";

export interface AnnealedCapacityOptions {
  /** `C`, the nats that the code is to hold, by step: the paper raises them from 0 to 25 over 100 000 steps. */
  readonly capacity: Schedule;
  /** `γ`, the weight of what is missing or too much. Default 1000, as in the paper. */
  readonly gamma?: number;
}

/**
 * `−E_q(z|x) log p(x|z) + γ |KL(q(z|x) ‖ N(0, I)) − C|`: lets information into the code little by little. Terms: `reconstruction`,
 * `kl`, `capacity`.
 *
 * Burgess et al. 2018, https://arxiv.org/abs/1804.03599
 *
 * @throws GenlabError for a capacity that is no schedule, a weight below 0, and options that it does not have.
 */
export function annealedCapacity({ capacity, gamma = 1000, ...others }: AnnealedCapacityOptions): Objective {
  refuseUnknown("annealedCapacity", others, { capacity, gamma });
  requireFunctions("annealedCapacity", { capacity }, "linear({ from: 0, to: 25, steps: 100_000 })");
  requireNonNegative("annealedCapacity", { gamma });
  return (model, { x }, context) => {
    const { posterior, reconstruction } = autoencode(model, x, context);
    const kl = gaussianKl(posterior.mean, posterior.logVariance);
    const nats = context.schedule(capacity);
    const total = add<Scalar>(reconstruction, mul(gamma, capacityCost(kl, nats)));
    return { total, reconstruction, kl, capacity: nats };
  };
}
