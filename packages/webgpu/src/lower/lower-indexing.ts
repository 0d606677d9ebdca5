import { type NodeOf, sizeOf, stridesOf } from "@genlab/graph";
import { whole } from "../shader/literal.js";
import type { Lowering } from "./lowering.js";

// An index that points nowhere gives zeros, and sets the fault that whoever reads a value hears of.

export function lowerGather(lowering: Lowering, node: NodeOf<"gather">): void {
  const [x, indices] = node.inputs;
  const { axis } = node.attributes;
  const [length, inner, count] = [x!.shape[axis]!, sizeOf(x!.shape.slice(axis + 1)), sizeOf(indices!.shape)];
  lowering.each(sizeOf(node.shape), { outputs: [node], inputs: [x!, indices!], setsFault: true }, [
    `let row = i / ${whole(inner)};`,
    `let index = u32(in1[row % ${whole(count)}]);`,
    `let isIn = index < ${whole(length)};`,
    "if (!isIn) { atomicStore(&fault, 1u); }",
    `let source = ((row / ${whole(count)}) * ${whole(length)} + index) * ${whole(inner)} + i % ${whole(inner)};`,
    `out0[i] = select(${ZERO[node.dtype]}, in0[source], isIn);`,
  ]);
}

const ZERO = { float32: "0f", int32: "0i", bool: "0u" } as const;

/** Lines that give `row`, where a row of indices `[…, depth]` points in a tensor, in rows, and `isIn`, whether it points anywhere. */
function rowOf(list: string, at: string, shape: readonly number[], depth: number): string[] {
  const strides = stridesOf(shape.slice(0, depth));
  return [
    "var row = 0u;",
    "var isIn = true;",
    ...strides.flatMap((stride, axis) => [
      `let index${axis} = u32(${list}[${at} * ${whole(depth)} + ${axis}u]);`,
      `isIn = isIn && index${axis} < ${whole(shape[axis]!)};`,
      `row += index${axis} * ${whole(stride)};`,
    ]),
    "if (!isIn) { atomicStore(&fault, 1u); }",
  ];
}

export function lowerGatherNd(lowering: Lowering, node: NodeOf<"gatherNd">): void {
  const [x, indices] = node.inputs;
  const depth = indices!.shape.at(-1)!;
  const inner = sizeOf(x!.shape.slice(depth));
  lowering.each(sizeOf(node.shape), { outputs: [node], inputs: [x!, indices!], setsFault: true }, [
    ...rowOf("in1", `(i / ${whole(inner)})`, x!.shape, depth),
    `out0[i] = select(${ZERO[node.dtype]}, in0[row * ${whole(inner)} + i % ${whole(inner)}], isIn);`,
  ]);
}

/** The updates of each row in their order, and then their sum: the same whatever the device does first. */
export function lowerScatterNd(lowering: Lowering, node: NodeOf<"scatterNd">): void {
  const [indices, updates] = node.inputs;
  const depth = indices!.shape.at(-1)!;
  const count = sizeOf(indices!.shape.slice(0, -1));
  const [rows, inner] = [sizeOf(node.shape.slice(0, depth)), sizeOf(node.shape.slice(depth))];
  const [targets, order] = [lowering.temporary(count, "int32"), lowering.temporary(count, "int32")];
  const starts = lowering.temporary(rows + 1, "int32");
  lowering.each(count, { outputs: [targets], inputs: [indices!], setsFault: true }, [
    ...rowOf("in0", "i", node.shape, depth),
    `out0[i] = i32(select(${whole(rows)}, row, isIn));`,
  ]);
  lowering.each(rows + 1, { outputs: [starts, order], inputs: [targets] }, [
    "var before = 0u;",
    `for (var u = 0u; u < ${whole(count)}; u++) { if (in0[u] < i32(i)) { before += 1u; } }`,
    "out0[i] = i32(before);",
    `if (i < ${whole(rows)}) {`,
    `  for (var u = 0u; u < ${whole(count)}; u++) { if (in0[u] == i32(i)) { out1[before] = i32(u); before += 1u; } }`,
    "}",
  ]);
  lowering.each(rows * inner, { outputs: [node], inputs: [starts, order, updates!] }, [
    `let row = i / ${whole(inner)};`,
    `var sum = ${ZERO[node.dtype]};`,
    "for (var u = in0[row]; u < in0[row + 1u]; u++) {",
    `  sum += in2[u32(in1[u]) * ${whole(inner)} + i % ${whole(inner)}];`,
    "}",
    "out0[i] = sum;",
  ]);
}
