import type { DType, ReductionName } from "@genlab/graph";
import type { Code } from "../encode/code.js";
import type { FunctionScope, Local } from "../encode/function.js";
import { f32x4, i32x4, v128 } from "../encode/instructions.js";
import { move } from "./nest.js";

export interface ReductionSizes {
  readonly op: ReductionName;
  readonly dtype: DType;
  /** Entries before, along, and behind the axis: `[outer, length, inner]` becomes `[outer, inner]`. */
  readonly outer: number;
  readonly length: number;
  readonly inner: number;
  /** What a result is multiplied by. */
  readonly scale: number;
}

/** Registers that results are gathered in, so that one need not wait for the other. */
const MOST_REGISTERS = 4;

/** A function of the addresses of the result and of x. */
export function emitReduction(scope: FunctionScope, [to, from]: readonly Local[], sizes: ReductionSizes): Code {
  return sizes.inner === 1 ? alongRows(scope, to!, from!, sizes) : downColumns(scope, to!, from!, sizes);
}

function alongRows(scope: FunctionScope, to: Local, from: Local, sizes: ReductionSizes): Code {
  const { length, outer } = sizes;
  const { combine, neutral } = combinationOf(sizes);
  const whole = Math.floor(length / 4);
  const registers = Array.from({ length: Math.max(1, Math.min(MOST_REGISTERS, whole)) }, () => scope.local("v128"));
  const rounds = Math.floor(whole / registers.length);
  const left = whole - rounds * registers.length;
  const into = (register: Local, value: Code) => register.set(combine(register.get, value));
  const rest = length % 4;
  const [first] = registers as [Local, ...Local[]];
  return scope.count({ to: outer }, () => [
    registers.map((register) => register.set(neutral)),
    scope.count({ to: rounds }, () => [
      registers.map((register, i) => into(register, v128.load(from.get, 16 * i))),
      move(from, 16 * registers.length),
    ]),
    Array.from({ length: left }, (_, i) => into(registers[i]!, v128.load(from.get, 16 * i))),
    rest === 0 ? [] : into(first, upTo(rest, v128.load(from.get, 16 * left), neutral)),
    move(from, 4 * (length - 4 * rounds * registers.length)),
    registers.slice(1).map((register) => into(first, register.get)),
    into(first, v128.shuffle(first.get, first.get, [2, 3, 0, 1])),
    into(first, v128.shuffle(first.get, first.get, [1, 0, 3, 2])),
    v128.storeLane(to.get, scaled(first.get, sizes), 0),
    move(to, 4),
  ]);
}

function downColumns(scope: FunctionScope, to: Local, from: Local, sizes: ReductionSizes): Code {
  const { outer, length, inner } = sizes;
  const { combine, neutral } = combinationOf(sizes);
  const row = scope.local("i32");
  const vectors = Math.ceil(inner / 4);
  const columns = (count: number): Code => {
    const registers = Array.from({ length: count }, () => scope.local("v128"));
    return [
      registers.map((register) => register.set(neutral)),
      row.set(from.get),
      scope.count({ to: length }, () => [
        registers.map((register, i) => register.set(combine(register.get, v128.load(row.get, 16 * i)))),
        move(row, 4 * inner),
      ]),
      // the last one writes past the end, where the next row follows
      registers.map((register, i) => v128.store(to.get, scaled(register.get, sizes), 16 * i)),
      move(to, 16 * count),
      move(from, 16 * count),
    ];
  };
  const blocks = Math.floor(vectors / MOST_REGISTERS);
  const left = vectors - blocks * MOST_REGISTERS;
  return scope.count({ to: outer }, () => [
    scope.count({ to: blocks }, () => columns(MOST_REGISTERS)),
    left > 0 ? columns(left) : [],
    move(to, 4 * inner - 16 * vectors),
    move(from, 4 * inner * length - 16 * vectors),
  ]);
}

const scaled = (x: Code, { scale }: ReductionSizes): Code => (scale === 1 ? x : f32x4.mul(x, f32x4.const(scale)));

/** The first lanes of x, and a number in the others. */
const upTo = (count: number, x: Code, other: Code): Code =>
  v128.shuffle(
    x,
    other,
    [0, 1, 2, 3].map((lane) => (lane < count ? lane : 4)),
  );

interface Combination {
  readonly combine: (a: Code, b: Code) => Code;
  readonly neutral: Code;
}

function combinationOf({ op, dtype }: ReductionSizes): Combination {
  return dtype === "float32" ? FLOATS[op] : INTEGERS[op];
}

const FLOATS: Readonly<Record<ReductionName, Combination>> = {
  sum: { combine: f32x4.add, neutral: f32x4.const(0) },
  mean: { combine: f32x4.add, neutral: f32x4.const(0) },
  max: { combine: f32x4.max, neutral: f32x4.const(Number.NEGATIVE_INFINITY) },
  min: { combine: f32x4.min, neutral: f32x4.const(Number.POSITIVE_INFINITY) },
  prod: { combine: f32x4.mul, neutral: f32x4.const(1) },
};

const INTEGERS: Readonly<Record<ReductionName, Combination>> = {
  sum: { combine: i32x4.add, neutral: i32x4.const(0) },
  mean: { combine: i32x4.add, neutral: i32x4.const(0) },
  max: { combine: i32x4.max, neutral: i32x4.const(-(2 ** 31)) },
  min: { combine: i32x4.min, neutral: i32x4.const(2 ** 31 - 1) },
  prod: { combine: i32x4.mul, neutral: i32x4.const(1) },
};
