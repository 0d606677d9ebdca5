import { bytesOf, type Code, NOTHING } from "./code.js";
import { control, i32 } from "./instructions.js";
import { unsigned } from "./leb128.js";

export const TYPES = { i32: 0x7f, f32: 0x7d, f64: 0x7c, v128: 0x7b } as const;
export type Type = keyof typeof TYPES;

/** A local variable of a function. */
export interface Local {
  readonly get: Code;
  set(value: Code): Code;
}

export interface Range {
  readonly from?: number;
  readonly to: number;
  /** Default 1. */
  readonly by?: number;
}

/** Gives out the locals of a function whose parameters are all i32. */
export class FunctionScope {
  readonly parameters: readonly Local[];
  readonly #types: Type[] = [];

  constructor(parameterCount: number) {
    this.parameters = Array.from({ length: parameterCount }, (_, i) => localOf(i));
  }

  local(type: Type): Local {
    this.#types.push(type);
    return localOf(this.parameters.length + this.#types.length - 1);
  }

  /** An expression that uses another's value more than once. */
  hold(type: Type, value: Code, use: (x: Code) => Code): Code {
    const local = this.local(type);
    return [local.set(value), use(local.get)];
  }

  /** Runs what is made for each number of a range that is known; the number is a local, or a constant where there is one alone. */
  count({ from = 0, to, by = 1 }: Range, body: (i: Code) => Code): Code {
    if (from >= to) return NOTHING;
    if (from + by >= to) return body(i32.const(from));
    const i = this.local("i32");
    return [
      i.set(i32.const(from)),
      control.repeatWhile([body(i.get), i.set(i32.add(i.get, i32.const(by)))], i32.less(i.get, i32.const(to))),
    ];
  }

  /** Runs a body so often as a local says, which is 0 after it. */
  countDown(left: Local, body: Code, by = 1): Code {
    const step = left.set(i32.sub(left.get, i32.const(by)));
    const isLeft = i32.greaterEqual(left.get, i32.const(by));
    return control.when(isLeft, control.repeatWhile([body, step], isLeft));
  }

  /** The function's bytes in a code section, without their count. */
  encode(body: Code): number[] {
    const locals = this.#types.map((type) => [1, TYPES[type]]);
    return bytesOf([unsigned(locals.length), locals, body, 0x0b]);
  }
}

const localOf = (index: number): Local => {
  const number = unsigned(index);
  return { get: [0x20, number], set: (value) => [value, 0x21, number] };
};
