import type { Code } from "../encode/code.js";
import type { FunctionScope } from "../encode/function.js";
import { control, f32, f32x4, f64 } from "../encode/instructions.js";
import type { ImportedFunction } from "../encode/module.js";

/** Functions of JavaScript for what training steps seldom need, with the numbers that tfjs has on its cpu backend. */
export const FUNCTIONS = {
  acos: Math.acos,
  acosh: Math.acosh,
  asin: Math.asin,
  asinh: Math.asinh,
  atan: Math.atan,
  atanh: Math.atanh,
  cos: Math.cos,
  cosh: Math.cosh,
  pow: Math.pow,
  sin: Math.sin,
  sinh: Math.sinh,
  tan: Math.tan,
} as const satisfies Readonly<Record<string, (...numbers: number[]) => number>>;

type FunctionName = keyof typeof FUNCTIONS;

const NAMES = Object.keys(FUNCTIONS) as FunctionName[];
const countOf = (name: FunctionName) => (name === "pow" ? 2 : 1);

/** They have the first numbers of every module. */
export const IMPORTS: readonly ImportedFunction[] = NAMES.map((name) => ({
  name,
  parameters: Array.from({ length: countOf(name) }, () => "f64" as const),
  results: ["f64"],
}));

/** Lane by lane. */
export function imported(scope: FunctionScope, name: FunctionName, operands: readonly Code[]): Code {
  const locals = operands.map(() => scope.local("v128"));
  const ofLane = (lane: number): Code =>
    f32.demote(
      control.call(
        NAMES.indexOf(name),
        locals.map(({ get }) => f64.promote(f32x4.extract(get, lane))),
      ),
    );
  const first = f32x4.splat(ofLane(0));
  return [
    locals.map((local, i) => local.set(operands[i]!)),
    [1, 2, 3].reduce((result: Code, lane) => f32x4.replace(result, lane, ofLane(lane)), first),
  ];
}
