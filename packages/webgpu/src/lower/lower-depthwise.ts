import { type Node, type NodeOf, sizeOf, stridesOf } from "@genlab/graph";
import { reduce } from "../kernels/reduce.js";
import { whole } from "../shader/literal.js";
import { coordinates, distance } from "../shader/positions.js";
import type { Lowering } from "./lowering.js";

export type Depthwise = NodeOf<"conv2d"> | NodeOf<"conv2dByInput"> | NodeOf<"conv2dByFilter">;

/** Each of images, filter and results by the two others: a sum of products of entries. */
export function lowerDepthwise(lowering: Lowering, node: Depthwise): void {
  const [a, b] = node.inputs as [Node, Node];
  const { strides, pads } = node.attributes;
  const dilations = node.op === "conv2d" ? node.attributes.dilations : [1, 1];
  const [x, filter, y] = (
    node.op === "conv2d" ? [a, b, node] : node.op === "conv2dByInput" ? [node, b, a] : [a, node, b]
  ) as [Node, Node, Node];
  const [batch, height, width, channels] = x.shape as [number, number, number, number];
  const [rows, columns, , multiplier] = filter.shape as [number, number, number, number];
  const windows = y.shape.slice(1, 3) as [number, number];
  const sides = {
    conv2d: { kept: [batch, ...windows, channels, multiplier], reduced: [rows, columns] },
    conv2dByInput: { kept: [batch, height, width, channels], reduced: [rows, columns, multiplier] },
    conv2dByFilter: { kept: [rows, columns, channels, multiplier], reduced: [batch, ...windows] },
  }[node.op];
  // names of the batch, the window, the tap, the channel and the output of a channel
  const names = {
    conv2d: ["o0", "o1", "o2", "r0", "r1", "o3", "o4"],
    conv2dByInput: ["o0", "", "", "r0", "r1", "o3", "r2"],
    conv2dByFilter: ["r0", "r1", "r2", "o0", "o1", "o2", "o3"],
  }[node.op] as [string, string, string, string, string, string, string];
  const [image, row, column, down, across, channel, output] = names;
  const [byImage, byRow, byColumn] = stridesOf(x.shape) as [number, number, number, number];
  const [byWindowImage, byWindowRow, byWindowColumn] = stridesOf(y.shape) as [number, number, number, number];
  const place =
    node.op === "conv2dByInput"
      ? [
          `let p = o1 + ${whole(pads[0])} - ${down};`,
          `let q = o2 + ${whole(pads[1])} - ${across};`,
          `let wy = p / ${whole(strides[0])};`,
          `let wx = q / ${whole(strides[1])};`,
          `let isIn = p % ${whole(strides[0])} == 0u && q % ${whole(strides[1])} == 0u && wy < ${whole(windows[0])} && wx < ${whole(windows[1])};`,
        ]
      : [
          `let wy = ${row};`,
          `let wx = ${column};`,
          `let py = wy * ${whole(strides[0])} + ${down} * ${whole(dilations[0]!)} - ${whole(pads[0])};`,
          `let px = wx * ${whole(strides[1])} + ${across} * ${whole(dilations[1]!)} - ${whole(pads[1])};`,
          `let isIn = py < ${whole(height)} && px < ${whole(width)};`,
        ];
  const at = {
    x: `${image} * ${whole(byImage)} + py * ${whole(byRow)} + px * ${whole(byColumn)} + ${channel}`,
    filter: distance("f", stridesOf(filter.shape)),
    y: `${image} * ${whole(byWindowImage)} + wy * ${whole(byWindowRow)} + wx * ${whole(byWindowColumn)} + ${channel} * ${whole(multiplier)} + ${output}`,
  };
  const taps = [down, across, channel, output].map((name, i) => `let f${i} = ${name};`);
  const [first, second] = { conv2d: ["x", "filter"], conv2dByInput: ["y", "filter"], conv2dByFilter: ["x", "y"] }[
    node.op
  ] as [keyof typeof at, keyof typeof at];
  reduce(lowering, {
    ...{ op: "sum", dtype: "float32", to: node, inputs: [a, b] },
    ...{ count: sizeOf(sides.kept), length: sizeOf(sides.reduced), isAcross: true },
    entry: {
      lines: [...coordinates("o", sides.kept, "o"), ...coordinates("r", sides.reduced, "r"), ...taps, ...place],
      value: `select(0f, in0[${at[first]}] * in1[${at[second]}], isIn)`,
    },
  });
}
