import {
  type Buffer,
  buffer,
  optionsOf,
  refuseUnknown,
  requireDecays,
  requireNonNegative,
  withoutSchedules,
} from "@genlab/core";
import { add, div, mul, scalar, sqrt, square } from "@tensorflow/tfjs-core";
import { currentRate, type Rate, scaledRate } from "../rate.js";
import { assigned, known, mapTensors, type Slots, zeroSlots } from "../slots.js";
import type { Transform } from "../transform.js";

export interface AdamOptions {
  readonly learningRate: Rate;
  /** Share of the first moment that is kept. Default 0.9. */
  readonly beta1?: number;
  /** Share of the second moment that is kept. Default 0.999. */
  readonly beta2?: number;
  /** Added to the root of the second moment. Default 1e-8. */
  readonly epsilon?: number;
}

/**
 * Sums of gradients and of their squares, and the sums of weights that make averages of them. They start at zero, so the
 * averages are those of Adam with its bias corrected: `first / firstWeight = m / (1 - beta1^t)`, and there is no count of steps.
 */
export interface AdamState {
  readonly first: Slots;
  readonly firstWeight: Buffer;
  readonly second: Slots;
  readonly secondWeight: Buffer;
}

/**
 * `-learningRate * m̂ / (√v̂ + epsilon)` with `m̂`, `v̂` the bias-corrected running means of gradients and of their squares.
 * As `torch.optim.Adam`; Kingma and Ba 2014, https://arxiv.org/abs/1412.6980
 *
 * The correction is one for all parameters: it counts updates of the optimizer, not those that reached a parameter.
 *
 * @throws GenlabError for a rate or an epsilon below 0, shares that are not from 0 to below 1, and options that it does not have.
 *
 * @example
 * ```ts
 * import { adam, cosine, digits, fit } from "genlab";
 *
 * const optimizer = adam({ learningRate: cosine({ from: 1e-3, steps: 20 }), beta1: 0.5 });
 * await fit({ type: "vae", network: "dense" }, await digits(), { steps: 5, optimizer });
 * ```
 */
export function adam(options: AdamOptions): Transform<AdamState> {
  const { learningRate, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8, ...others } = optionsOf("adam", options);
  refuseUnknown("adam", others, { learningRate, beta1, beta2, epsilon });
  requireNonNegative("adam", { ...withoutSchedules({ learningRate }), epsilon });
  requireDecays("adam", { beta1, beta2 });
  const rate = scaledRate(learningRate, -1);
  return {
    init: (parameters) => ({
      first: zeroSlots(parameters),
      firstWeight: buffer(() => scalar(0)),
      second: zeroSlots(parameters),
      secondWeight: buffer(() => scalar(0)),
    }),
    update(updates, { first, firstWeight, second, secondWeight }, _parameters, context) {
      const b1 = scalar(beta1);
      const b2 = scalar(beta2);
      const w1 = assigned(firstWeight, add(mul(firstWeight, b1), 1));
      const w2 = assigned(secondWeight, add(mul(secondWeight, b2), 1));
      // m / w1 / (√(v / w2) + ε) = (√w2 / w1) m / (√v + ε √w2): what is left to each parameter is nine operations
      const root = sqrt(w2);
      const factor = div(mul(currentRate(rate, context), root), w1);
      const small = mul(root, epsilon);
      return mapTensors(updates, (g, path) => {
        const m = known(path, first[path]);
        const v = known(path, second[path]);
        const m1 = assigned(m, add(mul(m, b1), g));
        const v1 = assigned(v, add(mul(v, b2), square(g)));
        return div(mul(m1, factor), add(sqrt(v1), small));
      });
    },
  };
}
