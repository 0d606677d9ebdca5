import type { DType } from "@genlab/graph";
import type { Code } from "../encode/code.js";
import type { FunctionScope, Local } from "../encode/function.js";
import { f32x4, i32, i32x4, v128 } from "../encode/instructions.js";
import { move } from "./nest.js";

export interface CumsumSizes {
  readonly dtype: DType;
  readonly outer: number;
  readonly length: number;
  readonly inner: number;
  readonly exclusive: boolean;
  readonly reverse: boolean;
}

/** A function of the addresses of the result and of x, `[outer, length, inner]`. */
export function emitCumsum(scope: FunctionScope, [to, from]: readonly Local[], sizes: CumsumSizes): Code {
  const { dtype, outer, length, inner, exclusive, reverse } = sizes;
  const add = dtype === "float32" ? f32x4.add : i32x4.add;
  const sum = scope.local("v128");
  const at = scope.local("i32");
  const step = 4 * inner;
  const first = reverse ? (length - 1) * step : 0;
  const store = v128.storeLane(i32.add(to!.get, at.get), sum.get, 0);
  const next = sum.set(add(sum.get, v128.loadSplat(i32.add(from!.get, at.get))));
  return scope.count({ to: outer }, () => [
    scope.count({ to: inner }, () => [
      sum.set(i32x4.const(0)),
      at.set(i32.const(first)),
      scope.count({ to: length }, () => [exclusive ? [store, next] : [next, store], move(at, reverse ? -step : step)]),
      move(to!, 4),
      move(from!, 4),
    ]),
    move(to!, step * (length - 1)),
    move(from!, step * (length - 1)),
  ]);
}
