import { type NodeOf, sizeOf, stridesOf } from "@genlab/graph";
import type { Code } from "../encode/code.js";
import type { FunctionScope, Local } from "../encode/function.js";
import { control, f32, i32, memory } from "../encode/instructions.js";
import { move } from "../kernels/nest.js";
import { fill } from "./lower-moves.js";
import type { Lowering } from "./lowering.js";

/** The index at an address. One that there is not ends the run. */
const indexAt = (scope: FunctionScope, address: Code, size: number): Code =>
  scope.hold("i32", i32.load(address), (index) => [
    control.when(i32.eqz(i32.less(index, i32.const(size))), control.trap),
    index,
  ]);

/** The bytes at which rows of indices `[…, depth]` point in a tensor. */
function offsetAt(scope: FunctionScope, address: Local, shape: readonly number[], depth: number): Code {
  const strides = stridesOf(shape);
  return Array.from({ length: depth }, (_, axis) => axis).reduce((sum: Code, axis) => {
    const index = indexAt(scope, i32.add(address.get, i32.const(4 * axis)), shape[axis]!);
    return i32.add(sum, i32.mul(index, i32.const(4 * strides[axis]!)));
  }, i32.const(0));
}

export function lowerGather(lowering: Lowering, node: NodeOf<"gather">): void {
  const [x, indices] = node.inputs;
  const { axis } = node.attributes;
  const length = x!.shape[axis]!;
  const [outer, row] = [sizeOf(x!.shape.slice(0, axis)), 4 * sizeOf(x!.shape.slice(axis + 1))];
  lowering.call([node, x!, indices!], (scope, [to, from, list]) => {
    const at = scope.local("i32");
    return scope.count({ to: outer }, () => [
      at.set(list!.get),
      scope.count({ to: sizeOf(indices!.shape) }, () => [
        copyRow(to!, i32.add(from!.get, i32.mul(indexAt(scope, at.get, length), i32.const(row))), row),
        move(at, 4),
        move(to!, row),
      ]),
      move(from!, length * row),
    ]);
  });
}

export function lowerGatherNd(lowering: Lowering, node: NodeOf<"gatherNd">): void {
  const [x, indices] = node.inputs;
  const depth = indices!.shape.at(-1)!;
  const row = 4 * sizeOf(x!.shape.slice(depth));
  lowering.call([node, x!, indices!], (scope, [to, from, list]) =>
    scope.count({ to: sizeOf(indices!.shape.slice(0, -1)) }, () => [
      copyRow(to!, i32.add(from!.get, offsetAt(scope, list!, x!.shape, depth)), row),
      move(list!, 4 * depth),
      move(to!, row),
    ]),
  );
}

export function lowerScatterNd(lowering: Lowering, node: NodeOf<"scatterNd">): void {
  const [indices, updates] = node.inputs;
  const depth = indices!.shape.at(-1)!;
  const isFloat = node.dtype === "float32";
  fill(lowering, node, 0);
  lowering.call([node, indices!, updates!], (scope, [to, list, from]) => {
    const at = scope.local("i32");
    const sum = isFloat
      ? f32.store(at.get, f32.add(f32.load(at.get), f32.load(from!.get)))
      : i32.store(at.get, i32.add(i32.load(at.get), i32.load(from!.get)));
    return scope.count({ to: sizeOf(indices!.shape.slice(0, -1)) }, () => [
      at.set(i32.add(to!.get, offsetAt(scope, list!, node.shape, depth))),
      scope.count({ to: sizeOf(node.shape.slice(depth)) }, () => [sum, move(at, 4), move(from!, 4)]),
      move(list!, 4 * depth),
    ]);
  });
}

const copyRow = (to: Local, from: Code, bytes: number): Code =>
  bytes === 4 ? i32.store(to.get, i32.load(from)) : memory.copy(to.get, from, i32.const(bytes));
