import { i32x4, v128 } from "../encode/instructions.js";
import type { FloatFunction } from "./float-functions.js";

const ZERO = i32x4.const(0);

/** Of four whole numbers each. */
export const integerFunctions = {
  abs: (_, x) => i32x4.abs(x),
  neg: (_, x) => i32x4.neg(x),
  relu: (_, x) => i32x4.max(x, ZERO),
  sign: (scope, x) =>
    scope.hold("v128", x, (given) =>
      v128.or(i32x4.less(given, ZERO), v128.and(i32x4.greater(given, ZERO), i32x4.const(1))),
    ),
} as const satisfies Readonly<Record<string, FloatFunction>>;
