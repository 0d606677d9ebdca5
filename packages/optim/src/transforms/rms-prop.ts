import { optionsOf, refuseUnknown, requireDecays, requireNonNegative, withoutSchedules } from "@genlab/core";
import { add, div, mul, scalar, sqrt, square } from "@tensorflow/tfjs-core";
import { currentRate, type Rate, scaledRate } from "../rate.js";
import { assigned, known, mapTensors, type Slots, zeroSlots } from "../slots.js";
import type { Transform } from "../transform.js";

export interface RmsPropOptions {
  readonly learningRate: Rate;
  /** Share of the mean square that is kept. Default 0.99. */
  readonly alpha?: number;
  /** Added to the root of the mean square. Default 1e-8. */
  readonly epsilon?: number;
}

export interface RmsPropState {
  readonly meanSquare: Slots;
}

/**
 * `-learningRate * g / (√v + epsilon)` where `v ← alpha * v + (1 - alpha) * g²`.
 * As `torch.optim.RMSprop`; Tieleman and Hinton 2012, https://www.cs.toronto.edu/~tijmen/csc321/slides/lecture_slides_lec6.pdf
 *
 * @throws GenlabError for a rate or an epsilon below 0, a share that is not from 0 to below 1, and options that it does not have.
 */
export function rmsProp(options: RmsPropOptions): Transform<RmsPropState> {
  const { learningRate, alpha = 0.99, epsilon = 1e-8, ...others } = optionsOf("rmsProp", options);
  refuseUnknown("rmsProp", others, { learningRate, alpha, epsilon });
  requireNonNegative("rmsProp", { ...withoutSchedules({ learningRate }), epsilon });
  requireDecays("rmsProp", { alpha });
  const rate = scaledRate(learningRate, -1);
  return {
    init: (parameters) => ({ meanSquare: zeroSlots(parameters) }),
    update(updates, { meanSquare }, _parameters, context) {
      const factor = currentRate(rate, context);
      const kept = scalar(alpha);
      const taken = scalar(1 - alpha);
      const small = scalar(epsilon);
      return mapTensors(updates, (g, path) => {
        const slot = known(path, meanSquare[path]);
        const v = assigned(slot, add(mul(slot, kept), mul(square(g), taken)));
        return div(mul(g, factor), add(sqrt(v), small));
      });
    },
  };
}
