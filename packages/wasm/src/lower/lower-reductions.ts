import { type NodeOf, type ReductionName, runsOf, sizeOf } from "@genlab/graph";
import { emitCumsum } from "../kernels/cumsum.js";
import { emitReduction } from "../kernels/reduce.js";
import type { Place } from "./call.js";
import type { Lowering } from "./lowering.js";

export function lowerReduction(lowering: Lowering, node: NodeOf<ReductionName>): void {
  const [x] = node.inputs;
  const { op, dtype } = node;
  const count = sizeOf(x!.shape) / Math.max(1, sizeOf(node.shape));
  let runs = runsOf(x!.shape, node.attributes.axes);
  let from: Place = x!;
  // the last axes first: what is left for the others is less then
  for (let i = runs.findLastIndex(({ isReduced }) => isReduced); i >= 0; ) {
    const [outer, length, inner] = [runs.slice(0, i), runs.slice(i, i + 1), runs.slice(i + 1)].map((part) =>
      part.reduce((size, run) => size * run.size, 1),
    ) as [number, number, number];
    runs = runs.filter((_, at) => at !== i);
    const next = runs.findLastIndex(({ isReduced }) => isReduced);
    const to: Place = next < 0 ? node : lowering.temporary(outer * inner);
    const scale = op === "mean" && next < 0 ? 1 / count : 1;
    lowering.call([to, from], (scope, addresses) =>
      emitReduction(scope, addresses, { op, dtype, outer, length, inner, scale }),
    );
    from = to;
    i = next;
  }
}

export function lowerCumsum(lowering: Lowering, node: NodeOf<"cumsum">): void {
  const [x] = node.inputs;
  const { axis, exclusive, reverse } = node.attributes;
  const [outer, inner] = [sizeOf(x!.shape.slice(0, axis)), sizeOf(x!.shape.slice(axis + 1))];
  const sizes = { outer, length: x!.shape[axis]!, inner, exclusive, reverse, dtype: node.dtype };
  lowering.call([node, x!], (scope, addresses) => emitCumsum(scope, addresses, sizes));
}
