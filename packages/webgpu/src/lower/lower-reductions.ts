import { type NodeOf, type ReductionName, runsOf, sizeOf, stridesOf } from "@genlab/graph";
import { reduce } from "../kernels/reduce.js";
import { whole } from "../shader/literal.js";
import { coordinates, distance } from "../shader/positions.js";
import type { Lowering } from "./lowering.js";

export function lowerReduction(lowering: Lowering, node: NodeOf<ReductionName>): void {
  const [x] = node.inputs;
  const { op } = node;
  const runs = runsOf(x!.shape, node.attributes.axes);
  const strides = stridesOf(runs.map(({ size }) => size));
  const sideOf = (isReduced: boolean) => {
    const chosen = runs.flatMap((run, i) => (run.isReduced === isReduced ? [i] : []));
    return { shape: chosen.map((i) => runs[i]!.size), strides: chosen.map((i) => strides[i]!) };
  };
  const [kept, reduced] = [sideOf(false), sideOf(true)];
  const length = sizeOf(reduced.shape);
  reduce(lowering, {
    ...{ op, dtype: numberType(node), to: node, inputs: [x!], count: sizeOf(node.shape), length },
    ...(op === "mean" && { scale: 1 / length }),
    isAcross: runs.at(-1)?.isReduced === false,
    entry: {
      lines: [...coordinates("o", kept.shape, "o_"), ...coordinates("r", reduced.shape, "r_")],
      value: `in0[${distance("o_", kept.strides)} + ${distance("r_", reduced.strides)}]`,
    },
  });
}

export const numberType = ({ dtype }: { readonly dtype: string }) => (dtype === "float32" ? "float32" : "int32");

/** A thread for each line along the axis. */
export function lowerCumsum(lowering: Lowering, node: NodeOf<"cumsum">): void {
  const [x] = node.inputs;
  const { axis, exclusive, reverse } = node.attributes;
  const [outer, inner] = [sizeOf(x!.shape.slice(0, axis)), sizeOf(x!.shape.slice(axis + 1))];
  const length = x!.shape[axis]!;
  const write = "out0[at] = sum;";
  const add = "sum += in0[at];";
  lowering.each(outer * inner, { outputs: [node], inputs: [x!] }, [
    `let line = (i / ${whole(inner)}) * ${whole(inner * length)} + i % ${whole(inner)};`,
    `var sum = ${node.dtype === "float32" ? "0f" : "0"};`,
    `for (var k = 0u; k < ${whole(length)}; k++) {`,
    `  let at = line + ${reverse ? `(${whole(length - 1)} - k)` : "k"} * ${whole(inner)};`,
    ...(exclusive ? [write, add] : [add, write]).map((line) => `  ${line}`),
    "}",
  ]);
}
