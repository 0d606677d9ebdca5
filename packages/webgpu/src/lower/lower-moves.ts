import { collapse, type Node, type NodeOf, sizeOf, stridesOf } from "@genlab/graph";
import { literal, whole } from "../shader/literal.js";
import { coordinates, distance } from "../shader/positions.js";
import { stored } from "../shader/shader.js";
import type { Lowering } from "./lowering.js";

/** Entries of a shape, so many apart in both. */
interface StridedCopy {
  readonly shape: readonly number[];
  readonly to: readonly number[];
  readonly from: readonly number[];
  readonly toStart?: number;
  readonly fromStart?: number;
}

function copy(lowering: Lowering, to: Node, from: Node, given: StridedCopy): void {
  const { shape, strides } = collapse({ shape: given.shape, strides: [given.to, given.from] });
  lowering.each(sizeOf(given.shape), { outputs: [to], inputs: [from] }, [
    ...coordinates("i", shape, "c"),
    `out0[${distance("c", strides[0]!, given.toStart)}] = in0[${distance("c", strides[1]!, given.fromStart)}];`,
  ]);
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
  // what lies before the first entry is far behind the last: numbers have no sign
  const inside = x!.shape.map((size, axis) => `(c${axis} - ${whole(paddings[axis]![0])}) < ${whole(size)}`);
  const steps = stridesOf(x!.shape);
  const start = -paddings.reduce((sum, [before], axis) => sum + before * steps[axis]!, 0);
  lowering.each(sizeOf(node.shape), { outputs: [node], inputs: [x!] }, [
    ...coordinates("i", node.shape, "c"),
    `let isInside = ${inside.join(" && ") || "true"};`,
    `out0[i] = select(${stored(literal(value, node.dtype), node.dtype)}, in0[${distance("c", steps, start)}], isInside);`,
  ]);
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
