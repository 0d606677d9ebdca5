import { type NodeOf, sizeOf, stridesOf } from "@genlab/graph";
import { reduce } from "../kernels/reduce.js";
import { whole } from "../shader/literal.js";
import { coordinates } from "../shader/positions.js";
import type { Lowering } from "./lowering.js";

export function lowerMaxPool(lowering: Lowering, node: NodeOf<"maxPool">): void {
  const [x] = node.inputs;
  const { window, strides, pads } = node.attributes;
  const [, height, width] = x!.shape as [number, number, number, number];
  const [byImage, byRow, byColumn] = stridesOf(x!.shape) as [number, number, number, number];
  reduce(lowering, {
    ...{ op: "max", dtype: "float32", to: node, inputs: [x!] },
    ...{ count: sizeOf(node.shape), length: window[0] * window[1], isAcross: true },
    entry: {
      lines: [
        ...coordinates("o", node.shape, "o"),
        `let y = o1 * ${whole(strides[0])} + r / ${whole(window[1])} - ${whole(pads[0])};`,
        `let x = o2 * ${whole(strides[1])} + r % ${whole(window[1])} - ${whole(pads[1])};`,
      ],
      value: `select(-infinityOf(), in0[o0 * ${whole(byImage)} + y * ${whole(byRow)} + x * ${whole(byColumn)} + o3], y < ${whole(height)} && x < ${whole(width)})`,
    },
  });
}
