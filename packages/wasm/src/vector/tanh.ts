import type { Code } from "../encode/code.js";
import type { FunctionScope } from "../encode/function.js";
import { f32x4 } from "../encode/instructions.js";
import { polynomial } from "./polynomial.js";

/** From here on the result is 1, in float32. */
const HIGHEST = 7.9053111;

// of the quotient that Eigen and XLA have, in powers of x²
const NUMERATOR = [
  -2.76076847742355e-16, 2.00018790482477e-13, -8.60467152213735e-11, 5.12229709037114e-8, 1.48572235717979e-5,
  6.37261928875436e-4, 4.89352455891786e-3,
] as const;
const DENOMINATOR = [1.19825839466702e-6, 1.18534705686654e-4, 2.268434632439e-3, 4.89352518554385e-3] as const;

/** `tanh x`, with a relative error of at most 5e-7. */
export const tanh = (scope: FunctionScope, x: Code): Code =>
  scope.hold("v128", f32x4.max(f32x4.min(x, f32x4.const(HIGHEST)), f32x4.const(-HIGHEST)), (clamped) =>
    scope.hold("v128", f32x4.mul(clamped, clamped), (square) =>
      f32x4.div(f32x4.mul(clamped, polynomial(square, NUMERATOR)), polynomial(square, DENOMINATOR)),
    ),
  );
