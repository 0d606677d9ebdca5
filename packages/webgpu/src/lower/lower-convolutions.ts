import { type Node, type NodeOf, sizeOf, stridesOf } from "@genlab/graph";
import { type Factor, multiply } from "../kernels/multiply.js";
import { whole } from "../shader/literal.js";
import { coordinates } from "../shader/positions.js";
import type { Lowering } from "./lowering.js";

type Shape = readonly [number, number, number, number];

/** Rows of `[steps, entries, columns]`, each step after the other. */
const rowsOf = (entries: number, columns: number): Factor => ({
  place: (index, name) => [`let ${name}_ = ${index};`],
  step: (place, name) => [`let ${name}_ = ${place}_ + q * ${whole(entries * columns)};`],
  entry: (_, step) => `in1[${step}_ + k * ${whole(columns)}]`,
});

/** A product of patches, `[batch · windows, rows · columns · channels]`, with the filter: a step is a tap. */
export function lowerConvolution(lowering: Lowering, node: NodeOf<"conv2d">): void {
  const [x, filter] = node.inputs as [Node, Node];
  const { strides, pads, dilations } = node.attributes;
  const [rows, columns, channels, outputs] = filter.shape as Shape;
  const [, height, width] = x.shape as Shape;
  const [byImage, byRow, byColumn] = stridesOf(x.shape) as [number, number, number, number];
  const left: Factor = {
    place: (index, name) => [
      ...coordinates(index, node.shape.slice(0, 3), name),
      `let ${name}y = ${name}1 * ${whole(strides[0])} - ${whole(pads[0])};`,
      `let ${name}x = ${name}2 * ${whole(strides[1])} - ${whole(pads[1])};`,
    ],
    step: (place, name) => [
      `let ${name}y = ${place}y + (q / ${whole(columns)}) * ${whole(dilations[0])};`,
      `let ${name}x = ${place}x + (q % ${whole(columns)}) * ${whole(dilations[1])};`,
      `let ${name}in = ${name}y < ${whole(height)} && ${name}x < ${whole(width)};`,
      `let ${name}_ = ${place}0 * ${whole(byImage)} + ${name}y * ${whole(byRow)} + ${name}x * ${whole(byColumn)};`,
    ],
    entry: (_, step) => `select(0f, in0[${step}_ + k], ${step}in)`,
  };
  multiply(lowering, {
    ...{ rows: sizeOf(node.shape.slice(0, 3)), columns: outputs, depth: [rows * columns, channels], layers: 1 },
    ...{ inputs: [x, filter], to: node, left, right: rowsOf(channels, outputs) },
  });
}

/** The product of patches, turned, with dy: a step is a row of an image. */
export function lowerConvolutionByFilter(lowering: Lowering, node: NodeOf<"conv2dByFilter">): void {
  const [x, dy] = node.inputs as [Node, Node];
  const { strides, pads, filterShape } = node.attributes;
  const [rows, columns, channels, outputs] = filterShape as unknown as Shape;
  const [, height, width] = x.shape as Shape;
  const [batch, dyHeight, dyWidth] = dy.shape as Shape;
  const [byImage, byRow, byColumn] = stridesOf(x.shape) as [number, number, number, number];
  const left: Factor = {
    place: (index, name) => [
      ...coordinates(index, [rows, columns, channels], name),
      `let ${name}x = ${name}1 - ${whole(pads[1])};`,
    ],
    step: (place, name) => [
      `let ${name}y = (q % ${whole(dyHeight)}) * ${whole(strides[0])} + ${place}0 - ${whole(pads[0])};`,
      `let ${name}_ = (q / ${whole(dyHeight)}) * ${whole(byImage)} + ${name}y * ${whole(byRow)} + ${place}2;`,
    ],
    entry: (place, step) => {
      const column = `(k * ${whole(strides[1])} + ${place}x)`;
      const isIn = `${step}y < ${whole(height)} && ${column} < ${whole(width)}`;
      return `select(0f, in0[${step}_ + ${column} * ${whole(byColumn)}], ${isIn})`;
    },
  };
  multiply(lowering, {
    ...{ rows: rows * columns * channels, columns: outputs, depth: [batch * dyHeight, dyWidth], layers: 1 },
    ...{ inputs: [x, dy], to: node, left, right: rowsOf(dyWidth, outputs) },
  });
}

/**
 * The product of dy with the filter, turned. Where windows lie strides apart, a pixel has a part in those taps alone that are as far from a
 * multiple of the stride: a layer is of the pixels that are alike in that, and multiplies them with these taps, a tap a step.
 */
export function lowerConvolutionByInput(lowering: Lowering, node: NodeOf<"conv2dByInput">): void {
  const [dy, filter] = node.inputs as [Node, Node];
  const { strides, pads } = node.attributes;
  const [batch, height, width, channels] = node.shape as Shape;
  const [rows, columns, , outputs] = filter.shape as Shape;
  const [, dyHeight, dyWidth] = dy.shape as Shape;
  const [byImage, byRow, byColumn] = stridesOf(dy.shape) as [number, number, number, number];
  const [byTapRow, byTapColumn, byChannel] = stridesOf(filter.shape) as [number, number, number, number];
  // with the padding a pixel is at the stride times one of these, and z more
  const first = [0, 1].map((axis) => Math.floor(pads[axis]! / strides[axis]!)) as [number, number];
  const spread = [height, width].map(
    (size, axis) => Math.floor((pads[axis]! + size - 1) / strides[axis]!) - first[axis]! + 1,
  ) as [number, number];
  const taps = [Math.ceil(rows / strides[0]), Math.ceil(columns / strides[1])] as const;
  const places = [batch, ...spread];
  const left: Factor = {
    place: (index, name) => coordinates(index, places, name),
    step: (place, name) => [
      `let ${name}y = ${place}1 + ${whole(first[0])} - q / ${whole(taps[1])};`,
      `let ${name}x = ${place}2 + ${whole(first[1])} - q % ${whole(taps[1])};`,
      `let ${name}in = ${name}y < ${whole(dyHeight)} && ${name}x < ${whole(dyWidth)};`,
      `let ${name}_ = ${place}0 * ${whole(byImage)} + ${name}y * ${whole(byRow)} + ${name}x * ${whole(byColumn)};`,
    ],
    entry: (_, step) => `select(0f, in0[${step}_ + k], ${step}in)`,
  };
  const right: Factor = {
    place: (index, name) => [`let ${name}_ = ${index} * ${whole(byChannel)};`],
    step: (place, name) => [
      `let ${name}y = (q / ${whole(taps[1])}) * ${whole(strides[0])} + z0;`,
      `let ${name}x = (q % ${whole(taps[1])}) * ${whole(strides[1])} + z1;`,
      `let ${name}in = ${name}y < ${whole(rows)} && ${name}x < ${whole(columns)};`,
      `let ${name}_ = ${place}_ + ${name}y * ${whole(byTapRow)} + ${name}x * ${whole(byTapColumn)};`,
    ],
    entry: (_, step) => `select(0f, in1[${step}_ + k], ${step}in)`,
  };
  multiply(lowering, {
    ...{
      rows: sizeOf(places),
      columns: channels,
      depth: [taps[0] * taps[1], outputs],
      layers: strides[0] * strides[1],
    },
    ...{ inputs: [dy, filter], to: node, left, right },
    prepare: [`let z0 = z / ${whole(strides[1])};`, `let z1 = z % ${whole(strides[1])};`],
    target: {
      lines: [
        ...coordinates("m", places, "g"),
        `let y = (g1 + ${whole(first[0])}) * ${whole(strides[0])} + z0 - ${whole(pads[0])};`,
        `let x = (g2 + ${whole(first[1])}) * ${whole(strides[1])} + z1 - ${whole(pads[1])};`,
      ],
      condition: `y < ${whole(height)} && x < ${whole(width)}`,
      index: `((g0 * ${whole(height)} + y) * ${whole(width)} + x) * ${whole(channels)} + n`,
    },
  });
}
