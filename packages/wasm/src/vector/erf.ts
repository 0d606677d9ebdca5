import type { Code } from "../encode/code.js";
import type { FunctionScope } from "../encode/function.js";
import { f32x4, v128 } from "../encode/instructions.js";
import { exp } from "./exp.js";
import { polynomial } from "./polynomial.js";

// M. Abramowitz, I. Stegun, Handbook of Mathematical Functions, 7.1.26, as tfjs has it
const SCALE = 0.3275911;
const POWERS = [1.061405429, -1.453152027, 1.421413741, -0.284496736, 0.254829592, 0] as const;

/** `erf x`, with an absolute error of at most 5e-7. */
export const erf = (scope: FunctionScope, x: Code): Code =>
  scope.hold("v128", x, (given) =>
    scope.hold("v128", f32x4.abs(given), (size) => {
      const share = f32x4.div(f32x4.const(1), f32x4.add(f32x4.mul(size, f32x4.const(SCALE)), f32x4.const(1)));
      return scope.hold("v128", share, (t) => {
        const tail = f32x4.mul(polynomial(t, POWERS), exp(scope, f32x4.neg(f32x4.mul(size, size))));
        const sign = v128.and(given, f32x4.const(-0));
        return v128.or(f32x4.sub(f32x4.const(1), tail), sign);
      });
    }),
  );
