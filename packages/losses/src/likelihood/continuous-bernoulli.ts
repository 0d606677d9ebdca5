import {
  abs,
  add,
  clipByValue,
  div,
  exp,
  fill,
  log,
  maximum,
  minimum,
  mul,
  neg,
  sign,
  square,
  sub,
  type Tensor,
  tidy,
} from "@tensorflow/tfjs-core";
import { checkShapes } from "../check-shapes.js";
import { sumPerExample } from "../sum-per-example.js";
import { toFloat } from "../to-float.js";
import type { Likelihood } from "./likelihood.js";
import { ANY_VALUE } from "./range-of-mean.js";

/**
 * Densities of pixels anywhere in [0, 1], from logits `l`: `p(x) = l e^{l x} / (eˡ − 1)`. `bernoulli` is a probability of pixels that are 0
 * or 1, and for grey ones lacks this normaliser.
 *
 * Loaiza-Ganem & Cunningham 2019, https://arxiv.org/abs/1907.06845
 */
export const continuousBernoulli: Likelihood = {
  dataRange: { of: "continuousBernoulli", least: 0, most: 1, otherwise: ANY_VALUE },

  negativeLog(output, x) {
    checkShapes("continuousBernoulli", { output, x });
    return tidy(() => {
      const logits = toFloat(output);
      // log (eˡ − 1) / l = l / 2 + log sinh(h) / h with h = |l| / 2
      return sumPerExample(add(logSinhRatio(mul(0.5, abs(logits))), mul(logits, sub(0.5, toFloat(x)))));
    });
  },

  /** `1 / (1 − e⁻ˡ) − 1 / l` */
  mean(logits) {
    return tidy(() => {
      const l = clipByValue(logits, -1, 1);
      const squared = square(l);
      const near = mul(l, series([1 / 12, -1 / 720, 1 / 30_240, -1 / 1_209_600], squared));
      const far = sub(inverses(maximum(abs(logits), 1)), 1 / (1 - Math.exp(-1)) - 1);
      return add(0.5, add(near, mul(sign(logits), far)));
    });
  },
};

const inverses = (a: Tensor): Tensor => sub(div(1, sub(1, exp(neg(a)))), div(1, a));

/** `log sinh(h) / h` of `h ≥ 0`: its series up to ½, and what it gains from there on. */
function logSinhRatio(h: Tensor): Tensor {
  const squared = square(minimum(h, 0.5));
  const near = mul(squared, series([1 / 6, -1 / 180, 1 / 2835, -1 / 37_800], squared));
  const rest = maximum(h, 0.5);
  const far = sub(add(rest, log(sub(1, exp(mul(-2, rest))))), log(mul(2, rest)));
  return add(near, sub(far, 0.5 + Math.log(1 - Math.exp(-1))));
}

/** `c₀ + c₁ x + c₂ x² + …` */
function series(coefficients: readonly number[], x: Tensor): Tensor {
  const [last, ...others] = coefficients.toReversed() as [number, ...number[]];
  return others.reduce<Tensor>((sum, coefficient) => add(mul(sum, x), coefficient), fill(x.shape, last));
}
