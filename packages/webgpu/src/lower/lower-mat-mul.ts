import { broadcastStrides, type NodeOf, sizeOf } from "@genlab/graph";
import { type Factor, multiply } from "../kernels/multiply.js";
import { whole } from "../shader/literal.js";
import { coordinates, distance } from "../shader/positions.js";
import type { Lowering } from "./lowering.js";

export function lowerMatMul(lowering: Lowering, node: NodeOf<"matMul">): void {
  const [a, b] = node.inputs;
  const { transposeA, transposeB } = node.attributes;
  const [rows, columns] = node.shape.slice(-2) as [number, number];
  const depth = a!.shape.at(transposeA ? -2 : -1)!;
  const batch = node.shape.slice(0, -2);
  const starts = [a!, b!].map(({ shape }, i) => {
    const size = i === 0 ? rows * depth : depth * columns;
    const strides = broadcastStrides(shape.slice(0, -2), batch).map((stride) => stride * size);
    return distance("z_", strides);
  });
  multiply(lowering, {
    ...{ rows, columns, depth: [1, depth], layers: sizeOf(batch), inputs: [a!, b!], to: node },
    prepare: [...coordinates("z", batch, "z_"), `let aStart = ${starts[0]};`, `let bStart = ${starts[1]};`],
    left: factorOf("in0", "aStart", a!.shape.at(-1)!, !transposeA),
    right: factorOf("in1", "bStart", b!.shape.at(-1)!, transposeB),
  });
}

/** A matrix whose rows, so many entries apart, are along the depth or across it. */
const factorOf = (buffer: string, start: string, stride: number, isAlongDepth: boolean): Factor => ({
  place: (index, name) => [`let ${name}_ = ${start} + ${isAlongDepth ? `${index} * ${whole(stride)}` : index};`],
  step: () => [],
  entry: (place) => `${buffer}[${place}_ + ${isAlongDepth ? "k" : `k * ${whole(stride)}`}]`,
});
