import { type NodeOf, sizeOf } from "@genlab/graph";
import type { Code } from "../encode/code.js";
import type { Local } from "../encode/function.js";
import { control, f32, i32 } from "../encode/instructions.js";
import { move } from "../kernels/nest.js";
import type { Lowering } from "./lowering.js";

/** An entry as a float, by which it is compared. */
const floatAt = (dtype: string, address: Code): Code =>
  dtype === "float32" ? f32.load(address) : f32.ofInteger(i32.load(address));

/** The first of the greatest, or of the least. */
export function lowerExtremum(lowering: Lowering, node: NodeOf<"argMax"> | NodeOf<"argMin">): void {
  const [x] = node.inputs;
  const { axis } = node.attributes;
  const length = x!.shape[axis]!;
  const [outer, inner] = [sizeOf(x!.shape.slice(0, axis)), sizeOf(x!.shape.slice(axis + 1))];
  const isBetter = node.op === "argMax" ? f32.greater : f32.less;
  lowering.call([node, x!], (scope, [to, from]) => {
    const [at, index, best] = [scope.local("i32"), scope.local("i32"), scope.local("i32")];
    const [value, extreme] = [scope.local("f32"), scope.local("f32")];
    const column = [
      at.set(from!.get),
      best.set(i32.const(0)),
      index.set(i32.const(0)),
      extreme.set(floatAt(x!.dtype, at.get)),
      scope.count({ to: length }, () => [
        value.set(floatAt(x!.dtype, at.get)),
        control.when(isBetter(value.get, extreme.get), [extreme.set(value.get), best.set(index.get)]),
        move(at, 4 * inner),
        move(index, 1),
      ]),
      i32.store(to!.get, best.get),
      move(to!, 4),
      move(from!, 4),
    ];
    return scope.count({ to: outer }, () => [
      scope.count({ to: inner }, () => column),
      move(from!, 4 * inner * (length - 1)),
    ]);
  });
}

/** The greatest of the last axis one after the other: each is the first of those that come after the one before. */
export function lowerTop(lowering: Lowering, node: NodeOf<"topValues"> | NodeOf<"topIndices">): void {
  const [x] = node.inputs;
  const length = x!.shape.at(-1)!;
  lowering.call([node, x!], (scope, [to, from]) => {
    const [at, index, best, last] = ["at", "index", "best", "last"].map(() => scope.local("i32")) as [
      Local,
      Local,
      Local,
      Local,
    ];
    const [value, extreme, before] = [scope.local("f32"), scope.local("f32"), scope.local("f32")];
    const isLater = i32.lessSigned(last.get, index.get);
    const isLeft = i32.or(
      f32.less(value.get, before.get),
      control.select(isLater, i32.const(0), f32.eq(value.get, before.get)),
    );
    const isFirst = i32.lessSigned(best.get, i32.const(0));
    const isBetter = i32.or(f32.greater(value.get, extreme.get), isFirst);
    const next = [
      at.set(from!.get),
      best.set(i32.const(-1)),
      index.set(i32.const(0)),
      scope.count({ to: length }, () => [
        value.set(floatAt(x!.dtype, at.get)),
        control.when(control.select(isBetter, i32.const(0), isLeft), [extreme.set(value.get), best.set(index.get)]),
        move(at, 4),
        move(index, 1),
      ]),
      before.set(extreme.get),
      last.set(best.get),
      i32.store(
        to!.get,
        node.op === "topIndices" ? best.get : i32.load(i32.add(from!.get, i32.mul(best.get, i32.const(4)))),
      ),
      move(to!, 4),
    ];
    return scope.count({ to: sizeOf(x!.shape.slice(0, -1)) }, () => [
      before.set(f32.const(Number.POSITIVE_INFINITY)),
      last.set(i32.const(-1)),
      scope.count({ to: node.attributes.k }, () => next),
      move(from!, 4 * length),
    ]);
  });
}
