import type { Code } from "../encode/code.js";
import type { FunctionScope } from "../encode/function.js";
import { f32x4, i32, i32x4, v128 } from "../encode/instructions.js";
import { polynomial } from "./polynomial.js";

const SMALLEST_NORMAL = 1.17549435e-38;
const SQRT_HALF = Math.SQRT1_2;
const LOG_2 = [-2.1219444e-4, 0.693359375] as const;
// of (log(1 + r) - r + r² / 2) / r³ for 1 + r between √½ and √2, from the eighth power down: S. L. Moshier, Cephes
const POWERS = [
  7.0376836292e-2, -0.1151461031, 0.116769987, -0.12420140846, 0.14249322787, -0.16668057665, 0.20000714765,
  -0.24999993993, 0.33333331174,
] as const;

/** `log x`, with a relative error of at most 3e-7; of 0 -∞, of less NaN. */
export const log = (scope: FunctionScope, x: Code): Code =>
  scope.hold("v128", x, (given) =>
    scope.hold("v128", f32x4.max(given, f32x4.const(SMALLEST_NORMAL)), (normal) => {
      const exponent = i32x4.sub(i32x4.shiftRightUnsigned(normal, i32.const(23)), i32x4.const(126));
      const fraction = v128.or(v128.and(normal, i32x4.const(0x007fffff)), f32x4.const(0.5)); // in [½, 1)
      return scope.hold("v128", fraction, (m) =>
        scope.hold("v128", f32x4.less(m, f32x4.const(SQRT_HALF)), (isLow) => {
          const e = f32x4.sub(f32x4.ofIntegers(exponent), v128.and(isLow, f32x4.const(1)));
          const r = f32x4.add(f32x4.sub(m, f32x4.const(1)), v128.and(isLow, m));
          return scope.hold("v128", e, (power) =>
            scope.hold("v128", r, (rest) => exceptions(given, ofFraction(scope, rest, power))),
          );
        }),
      );
    }),
  );

const ofFraction = (scope: FunctionScope, r: Code, power: Code): Code =>
  scope.hold("v128", f32x4.mul(r, r), (square) => {
    const cubic = f32x4.mul(f32x4.mul(polynomial(r, POWERS), r), square);
    const low = f32x4.sub(
      f32x4.add(cubic, f32x4.mul(power, f32x4.const(LOG_2[0]))),
      f32x4.mul(square, f32x4.const(0.5)),
    );
    return f32x4.add(f32x4.add(low, r), f32x4.mul(power, f32x4.const(LOG_2[1])));
  });

/** The result where x is positive and finite. */
function exceptions(x: Code, result: Code): Code {
  const unbounded = v128.select(x, result, f32x4.eq(x, f32x4.const(Number.POSITIVE_INFINITY)));
  const atZero = v128.select(f32x4.const(Number.NEGATIVE_INFINITY), unbounded, f32x4.eq(x, f32x4.const(0)));
  return v128.select(atZero, f32x4.const(Number.NaN), f32x4.greaterEqual(x, f32x4.const(0)));
}
