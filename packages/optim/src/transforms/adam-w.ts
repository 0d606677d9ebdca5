import {
  optionsOf,
  type Parameter,
  refuseUnknown,
  requireFunctions,
  requireNonNegative,
  withoutSchedules,
} from "@genlab/core";
import { add, mul } from "@tensorflow/tfjs-core";
import { currentRate, scaledRate } from "../rate.js";
import { known, mapTensors } from "../slots.js";
import type { Transform } from "../transform.js";
import { type AdamOptions, type AdamState, adam } from "./adam.js";

export interface AdamWOptions extends AdamOptions {
  /** Share of a parameter that is taken off it, times the learning rate. Default 0.01. */
  readonly weightDecay?: number;
  /** Which parameters decay. Default those of rank above 1: weights, but not biases and scales. */
  readonly decay?: (path: string, parameter: Parameter) => boolean;
}

const isMatrix = (_path: string, { rank }: Parameter) => rank > 1;

/**
 * Adam's update less `learningRate * weightDecay * parameter`: decay that gradients do not scale.
 * As `torch.optim.AdamW`; Loshchilov and Hutter 2017, https://arxiv.org/abs/1711.05101
 *
 * @throws GenlabError for a rate, a decay or an epsilon below 0, shares that are not from 0 to below 1, a `decay` that is no function, and options that it does not have.
 */
export function adamW(given: AdamWOptions): Transform<AdamState> {
  const { weightDecay = 0.01, decay = isMatrix, ...options } = optionsOf("adamW", given);
  const { learningRate, beta1, beta2, epsilon, ...others } = options;
  refuseUnknown("adamW", others, { learningRate, beta1, beta2, epsilon, weightDecay, decay });
  requireNonNegative("adamW", { ...withoutSchedules({ learningRate }), weightDecay });
  requireFunctions("adamW", { decay }, '(path) => path.endsWith(".weight")');
  const { init, update } = adam(options);
  const shrink = scaledRate(learningRate, -weightDecay);
  return {
    init,
    update(updates, state, parameters, context) {
      const factor = currentRate(shrink, context);
      return mapTensors(update(updates, state, parameters, context), (step, path) => {
        const parameter = known(path, parameters.get(path));
        return decay(path, parameter) ? add(step, mul(parameter, factor)) : step;
      });
    },
  };
}
