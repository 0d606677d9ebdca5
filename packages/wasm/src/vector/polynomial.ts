import type { Code } from "../encode/code.js";
import { f32x4 } from "../encode/instructions.js";

/** `c[0] xⁿ + … + c[n]`. */
export function polynomial(x: Code, [first, ...others]: readonly [number, ...number[]]): Code {
  return others.reduce(
    (sum: Code, coefficient) => f32x4.add(f32x4.mul(sum, x), f32x4.const(coefficient)),
    f32x4.const(first),
  );
}
