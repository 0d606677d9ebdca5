import type { Code } from "../encode/code.js";
import type { FunctionScope, Local } from "../encode/function.js";
import { i32 } from "../encode/instructions.js";

/** An address that moves along axes, by so many bytes at each. */
export interface Pointer {
  readonly local: Local;
  readonly strides: readonly number[];
}

export const move = (local: Local, bytes: number): Code =>
  bytes === 0 ? [] : local.set(i32.add(local.get, i32.const(bytes)));

/** Runs a body at every position of a shape, the last axis fastest. The pointers end where they would go on. */
export function nest(
  scope: FunctionScope,
  shape: readonly number[],
  pointers: readonly Pointer[],
  body: () => Code,
  axis = 0,
): Code {
  if (axis === shape.length) return body();
  const back = (strides: readonly number[]) => (axis + 1 < shape.length ? strides[axis + 1]! * shape[axis + 1]! : 0);
  return scope.count({ to: shape[axis]! }, () => [
    nest(scope, shape, pointers, body, axis + 1),
    pointers.map(({ local, strides }) => move(local, strides[axis]! - back(strides))),
  ]);
}
