import {
  GenlabError,
  optionsOf,
  refuseUnknown,
  requireBooleans,
  requireDecays,
  requireNonNegative,
  withoutSchedules,
} from "@genlab/core";
import { add, mul, scalar } from "@tensorflow/tfjs-core";
import { currentRate, type Rate, scaledRate } from "../rate.js";
import { assigned, known, mapTensors, type Slots, zeroSlots } from "../slots.js";
import type { Transform } from "../transform.js";

export interface SgdOptions {
  readonly learningRate: Rate;
  /** Share of the velocity that is kept. Default 0, which holds no velocity. */
  readonly momentum?: number;
  /** Looks one step of momentum ahead. Default false. */
  readonly nesterov?: boolean;
}

export interface SgdState {
  readonly velocity: Slots;
}

/**
 * Gradient descent: `-learningRate * v` where `v ← momentum * v + g`, or with `nesterov` `-learningRate * (g + momentum * v)`.
 * As `torch.optim.SGD`; Sutskever et al. 2013, https://proceedings.mlr.press/v28/sutskever13.html
 *
 * @throws GenlabError for a rate below 0, a momentum that is not from 0 to below 1, one of 0 with `nesterov`, and options that it does not have.
 */
export function sgd(options: SgdOptions): Transform<SgdState> {
  const { learningRate, momentum = 0, nesterov = false, ...others } = optionsOf("sgd", options);
  refuseUnknown("sgd", others, { learningRate, momentum, nesterov });
  requireNonNegative("sgd", withoutSchedules({ learningRate }));
  requireDecays("sgd", { momentum });
  requireBooleans("sgd", { nesterov });
  if (nesterov && momentum === 0) {
    throw new GenlabError(
      "sgd: momentum is 0, expected a number above 0 with `nesterov`. Set `momentum`, such as 0.9.",
    );
  }
  const rate = scaledRate(learningRate, -1);
  return {
    init: (parameters) => ({ velocity: momentum === 0 ? {} : zeroSlots(parameters) }),
    update(updates, { velocity }, _parameters, context) {
      const factor = currentRate(rate, context);
      if (momentum === 0) return mapTensors(updates, (g) => mul(g, factor));
      const mu = scalar(momentum);
      return mapTensors(updates, (g, path) => {
        const slot = known(path, velocity[path]);
        const v = assigned(slot, add(mul(slot, mu), g));
        return mul(nesterov ? add(g, mul(v, mu)) : v, factor);
      });
    },
  };
}
