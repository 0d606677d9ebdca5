import { collapse } from "@genlab/graph";
import type { Code } from "../encode/code.js";
import type { FunctionScope, Local } from "../encode/function.js";
import { i32, memory, v128 } from "../encode/instructions.js";
import { move, nest } from "./nest.js";

/** Entries of a shape, so many apart in both. */
export interface StridedCopy {
  readonly shape: readonly number[];
  readonly to: readonly number[];
  readonly from: readonly number[];
  /** Where the first entry lies, in entries. */
  readonly toStart?: number;
  readonly fromStart?: number;
}

/** Bytes from which a call that copies is worth it. */
const LONG = 128;

/** A function of the addresses of the result and of x. */
export function emitCopy(scope: FunctionScope, [to, from]: readonly Local[], copy: StridedCopy): Code {
  const { shape, strides } = collapse({ shape: copy.shape, strides: [copy.to, copy.from] });
  const inner = shape.at(-1)!;
  const isDense = strides.every((each) => each.at(-1) === 1) && inner > 1;
  const outer = shape.slice(0, -1);
  const starts = [move(to!, 4 * (copy.toStart ?? 0)), move(from!, 4 * (copy.fromStart ?? 0))];
  const pointers = (count: number) =>
    [to!, from!].map((local, i) => ({ local, strides: strides[i]!.slice(0, count).map((stride) => 4 * stride) }));
  if (isDense) return [starts, nest(scope, outer, pointers(outer.length), () => row(to!, from!, inner))];
  return [starts, nest(scope, shape, pointers(shape.length), () => i32.store(to!.get, i32.load(from!.get)))];
}

/** Entries side by side in both, and no more than these. */
function row(to: Local, from: Local, length: number): Code {
  if (4 * length >= LONG) return memory.copy(to.get, from.get, i32.const(4 * length));
  const whole = Math.floor(length / 4);
  return [
    Array.from({ length: whole }, (_, i) => v128.store(to.get, v128.load(from.get, 16 * i), 16 * i)),
    Array.from({ length: length % 4 }, (_, i) => {
      const offset = 16 * whole + 4 * i;
      return i32.store(to.get, i32.load(from.get, offset), offset);
    }),
  ];
}
