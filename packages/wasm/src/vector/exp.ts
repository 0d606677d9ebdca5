import type { Code } from "../encode/code.js";
import type { FunctionScope } from "../encode/function.js";
import { f32x4, i32, i32x4 } from "../encode/instructions.js";
import { polynomial } from "./polynomial.js";

/** Beyond them the result is infinite, or 0. */
const HIGHEST = 89;
const LOWEST = -104;

const LOG2_E = Math.LOG2E;
// their sum is log 2, and the first has so few bits that its product with a whole number is exact
const LOG_2 = [0.693359375, -2.1219444e-4] as const;
// of (exp r - 1 - r) / r² for |r| < log(2) / 2, from the fifth power down: S. L. Moshier, Cephes
const POWERS = [
  1.98756915e-4, 1.3981999507e-3, 8.3334519073e-3, 4.1665795894e-2, 0.16666665459, 0.50000001201,
] as const;

/** `exp x`, with a relative error of at most 2e-7. */
export const exp = (scope: FunctionScope, x: Code): Code =>
  scope.hold("v128", f32x4.max(f32x4.min(x, f32x4.const(HIGHEST)), f32x4.const(LOWEST)), (clamped) =>
    scope.hold("v128", f32x4.nearest(f32x4.mul(clamped, f32x4.const(LOG2_E))), (n) => {
      const rest = f32x4.sub(clamped, f32x4.mul(n, f32x4.const(LOG_2[0])));
      return scope.hold("v128", f32x4.sub(rest, f32x4.mul(n, f32x4.const(LOG_2[1]))), (r) => {
        const fraction = f32x4.add(f32x4.add(f32x4.mul(polynomial(r, POWERS), f32x4.mul(r, r)), r), f32x4.const(1));
        return scope.hold("v128", i32x4.ofFloats(n), (power) => timesPowerOfTwo(scope, fraction, power));
      });
    }),
  );

/** In two halves, of which neither is too large or too small for a float. */
const timesPowerOfTwo = (scope: FunctionScope, x: Code, power: Code): Code =>
  scope.hold("v128", i32x4.shiftRight(power, i32.const(1)), (half) =>
    f32x4.mul(f32x4.mul(x, powerOfTwo(half)), powerOfTwo(i32x4.sub(power, half))),
  );

const powerOfTwo = (power: Code): Code => i32x4.shiftLeft(i32x4.add(power, i32x4.const(127)), i32.const(23));
