import { UNARY, type UnaryName } from "@genlab/graph";
import type { Code } from "../encode/code.js";
import type { FunctionScope } from "../encode/function.js";
import { f32x4, v128 } from "../encode/instructions.js";
import { erf } from "./erf.js";
import { exp } from "./exp.js";
import { FUNCTIONS, imported } from "./imported.js";
import { log } from "./log.js";
import { tanh } from "./tanh.js";

export type FloatFunction = (scope: FunctionScope, x: Code) => Code;

const ONE = f32x4.const(1);
const ZERO = f32x4.const(0);

/** Of four numbers each. */
export const floatFunctions: Readonly<Record<UnaryName, FloatFunction>> = {
  ...(Object.fromEntries(
    UNARY.filter((name) => name in FUNCTIONS).map((name): [string, FloatFunction] => [
      name,
      (scope, x) => imported(scope, name as keyof typeof FUNCTIONS, [x]),
    ]),
  ) as Record<UnaryName & keyof typeof FUNCTIONS, FloatFunction>),
  abs: (_, x) => f32x4.abs(x),
  ceil: (_, x) => f32x4.ceil(x),
  erf,
  exp,
  floor: (_, x) => f32x4.floor(x),
  log,
  neg: (_, x) => f32x4.neg(x),
  reciprocal: (_, x) => f32x4.div(ONE, x),
  relu: (_, x) => f32x4.max(x, ZERO),
  round: (_, x) => f32x4.nearest(x),
  sigmoid: (scope, x) => f32x4.div(ONE, f32x4.add(ONE, exp(scope, f32x4.neg(x)))),
  sign: (scope, x) =>
    scope.hold("v128", x, (given) => {
      const isAbove = v128.and(f32x4.greater(given, ZERO), ONE);
      return v128.or(isAbove, v128.and(f32x4.less(given, ZERO), f32x4.const(-1)));
    }),
  // log(1 + exp x) without overflow
  softplus: (scope, x) =>
    scope.hold("v128", x, (given) => {
      const small = exp(scope, f32x4.neg(f32x4.abs(given)));
      return f32x4.add(f32x4.max(given, ZERO), log(scope, f32x4.add(ONE, small)));
    }),
  sqrt: (_, x) => f32x4.sqrt(x),
  tanh,
};
