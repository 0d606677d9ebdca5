import { type Node, type NodeOf, sizeOf, stridesOf } from "@genlab/graph";
import { f32x4, i32, i32x4, v128 } from "../encode/instructions.js";
import { emitCopy, type StridedCopy } from "../kernels/copy.js";
import { isNode, type Place } from "./call.js";
import type { Lowering } from "./lowering.js";

export function copy(lowering: Lowering, to: Place, from: Place, given: StridedCopy): void {
  if (given.shape.includes(0)) return;
  lowering.call([to, from], (scope, addresses) => emitCopy(scope, addresses, given));
}

/** Every entry of a node, or of what has floats, the same. */
export function fill(lowering: Lowering, to: Place, value: number, count = sizeOf((to as Node).shape)): void {
  const entry = isNode(to) && to.dtype !== "float32" ? i32x4.const(value) : f32x4.const(value);
  lowering.call([to], (scope, [address]) =>
    scope.count({ to: 4 * count, by: 16 }, (i) => v128.store(i32.add(address!.get, i), entry)),
  );
}

export function lowerTranspose(lowering: Lowering, node: NodeOf<"transpose">): void {
  const [x] = node.inputs;
  const strides = stridesOf(x!.shape);
  const from = node.attributes.permutation.map((axis) => strides[axis]!);
  copy(lowering, node, x!, { shape: node.shape, to: stridesOf(node.shape), from });
}

export function lowerSlice(lowering: Lowering, node: NodeOf<"slice">): void {
  const [x] = node.inputs;
  const { begin, strides } = node.attributes;
  const steps = stridesOf(x!.shape);
  const from = strides.map((stride, i) => stride * steps[i]!);
  const fromStart = begin.reduce((sum, at, i) => sum + at * steps[i]!, 0);
  copy(lowering, node, x!, { shape: node.shape, to: stridesOf(node.shape), from, fromStart });
}

export function lowerPad(lowering: Lowering, node: NodeOf<"pad">): void {
  const [x] = node.inputs;
  const { paddings, value } = node.attributes;
  fill(lowering, node, value);
  const to = stridesOf(node.shape);
  const toStart = paddings.reduce((sum, [before], i) => sum + before * to[i]!, 0);
  copy(lowering, node, x!, { shape: x!.shape, to, from: stridesOf(x!.shape), toStart });
}

export function lowerConcat(lowering: Lowering, node: NodeOf<"concat">): void {
  const { axis } = node.attributes;
  const to = stridesOf(node.shape);
  let start = 0;
  for (const x of node.inputs) {
    copy(lowering, node, x, { shape: x.shape, to, from: stridesOf(x.shape), toStart: start * to[axis]! });
    start += x.shape[axis]!;
  }
}
