import { type Node, type NodeOf, sizeOf, stridesOf, type Window } from "@genlab/graph";
import { type Factor, multiply } from "../kernels/multiply.js";
import { whole } from "../shader/literal.js";
import { coordinates } from "../shader/positions.js";
import { factorOf } from "./lower-mat-mul.js";
import type { Lowering } from "./lowering.js";

type Shape = readonly [number, number, number, number];

interface Patches extends Window {
  /** Of images `[batch, height, width, channels]`, filters `[rows, columns, …]` and results `[batch, rows, columns, …]`. */
  readonly images: readonly number[];
  readonly filter: readonly number[];
  readonly windows: readonly number[];
  readonly dilations: readonly [number, number];
}

/** Windows of images: `[batch · windows, rows · columns · channels]`, zeros where they reach out of the image. */
function patches({ images, filter, windows, strides, pads, dilations }: Patches, isAlongDepth: boolean): Factor {
  const [, height, width, channels] = images as Shape;
  const [byImage, byRow, byColumn] = stridesOf(images) as [number, number, number, number];
  const window = (index: string, name: string) => [
    ...coordinates(index, [images[0]!, windows[1]!, windows[2]!], `${name}w`),
    `let ${name}y = ${name}w1 * ${whole(strides[0])} - ${whole(pads[0])};`,
    `let ${name}x = ${name}w2 * ${whole(strides[1])} - ${whole(pads[1])};`,
    `let ${name}b = ${name}w0 * ${whole(byImage)};`,
  ];
  const tap = (index: string, name: string) => [
    ...coordinates(index, [filter[0]!, filter[1]!, channels], `${name}t`),
    `let ${name}y = ${name}t0 * ${whole(dilations[0])};`,
    `let ${name}x = ${name}t1 * ${whole(dilations[1])};`,
    `let ${name}b = ${name}t2;`,
  ];
  return {
    isAlongDepth,
    outer: isAlongDepth ? window : tap,
    inner: isAlongDepth ? tap : window,
    entry: (a, b) =>
      `select(0f, in0[${a}b + ${b}b + (${a}y + ${b}y) * ${whole(byRow)} + (${a}x + ${b}x) * ${whole(byColumn)}], ` +
      `${a}y + ${b}y < ${whole(height)} && ${a}x + ${b}x < ${whole(width)})`,
  };
}

/** A product of patches with the filter. */
export function lowerConvolution(lowering: Lowering, node: NodeOf<"conv2d">): void {
  const [x, filter] = node.inputs as [Node, Node];
  const { attributes, shape } = node;
  const [rows, columns, channels, outputs] = filter.shape as Shape;
  const windows = { ...attributes, images: x.shape, filter: filter.shape, windows: shape };
  multiply(lowering, {
    ...{ rows: sizeOf(shape.slice(0, 3)), columns: outputs, depth: rows * columns * channels, layers: 1 },
    ...{ inputs: [x, filter], to: node },
    left: patches(windows, true),
    right: factorOf("in1", "0u", outputs, false),
  });
}

/** The product of patches, turned, with dy. */
export function lowerConvolutionByFilter(lowering: Lowering, node: NodeOf<"conv2dByFilter">): void {
  const [x, dy] = node.inputs as [Node, Node];
  const { attributes } = node;
  const [rows, columns, channels, outputs] = attributes.filterShape as unknown as Shape;
  const windows = { images: x.shape, filter: attributes.filterShape, windows: dy.shape, dilations: [1, 1] } as const;
  multiply(lowering, {
    ...{ rows: rows * columns * channels, columns: outputs, depth: sizeOf(dy.shape.slice(0, 3)), layers: 1 },
    ...{ inputs: [x, dy], to: node },
    left: patches({ ...attributes, ...windows }, false),
    right: factorOf("in1", "0u", outputs, false),
  });
}

/**
 * The product of dy with the filter, turned. Where windows lie strides apart, a pixel has a part in those taps alone that are as far from a
 * multiple of the stride: a layer is of the pixels that are alike in that, and multiplies them with these taps.
 */
export function lowerConvolutionByInput(lowering: Lowering, node: NodeOf<"conv2dByInput">): void {
  const [dy, filter] = node.inputs as [Node, Node];
  const { strides, pads } = node.attributes;
  const [batch, height, width, channels] = node.shape as Shape;
  const [rows, columns, , outputs] = filter.shape as Shape;
  const [, dyHeight, dyWidth] = dy.shape as Shape;
  const [byImage, byRow, byColumn] = stridesOf(dy.shape) as [number, number, number, number];
  const [byTapRow, byTapColumn, byChannel] = stridesOf(filter.shape) as [number, number, number, number];
  // a pixel's place with the padding is stride · q + z
  const first = [0, 1].map((axis) => Math.floor(pads[axis]! / strides[axis]!)) as [number, number];
  const spread = [height, width].map(
    (size, axis) => Math.floor((pads[axis]! + size - 1) / strides[axis]!) - first[axis]! + 1,
  ) as [number, number];
  const taps = [Math.ceil(rows / strides[0]), Math.ceil(columns / strides[1])] as const;
  const places = [batch, ...spread];
  const left: Factor = {
    isAlongDepth: true,
    outer: (index, name) => [
      ...coordinates(index, places, `${name}q`),
      `let ${name}y = ${name}q1 + ${whole(first[0])};`,
      `let ${name}x = ${name}q2 + ${whole(first[1])};`,
      `let ${name}b = ${name}q0 * ${whole(byImage)};`,
    ],
    inner: (index, name) => coordinates(index, [...taps, outputs], `${name}t`),
    entry: (a, b) =>
      `select(0f, in0[${a}b + ${b}t2 + (${a}y - ${b}t0) * ${whole(byRow)} + (${a}x - ${b}t1) * ${whole(byColumn)}], ` +
      `${a}y - ${b}t0 < ${whole(dyHeight)} && ${a}x - ${b}t1 < ${whole(dyWidth)})`,
  };
  const right: Factor = {
    isAlongDepth: true,
    outer: (index, name) => [`let ${name}o = ${index} * ${whole(byChannel)};`],
    inner: (index, name) => [
      ...coordinates(index, [...taps, outputs], `${name}t`),
      `let ${name}y = ${name}t0 * ${whole(strides[0])} + z0;`,
      `let ${name}x = ${name}t1 * ${whole(strides[1])} + z1;`,
    ],
    entry: (a, b) =>
      `select(0f, in1[${a}o + ${b}t2 + ${b}y * ${whole(byTapRow)} + ${b}x * ${whole(byTapColumn)}], ` +
      `${b}y < ${whole(rows)} && ${b}x < ${whole(columns)})`,
  };
  multiply(lowering, {
    ...{ rows: sizeOf(places), columns: channels, depth: taps[0] * taps[1] * outputs, layers: strides[0] * strides[1] },
    ...{ inputs: [dy, filter], to: node, left, right },
    prepare: [`let z0 = z / ${whole(strides[1])};`, `let z1 = z % ${whole(strides[1])};`],
    target: {
      lines: [
        ...coordinates("m", places, "p"),
        `let y = (p1 + ${whole(first[0])}) * ${whole(strides[0])} + z0 - ${whole(pads[0])};`,
        `let x = (p2 + ${whole(first[1])}) * ${whole(strides[1])} + z1 - ${whole(pads[1])};`,
      ],
      condition: `y < ${whole(height)} && x < ${whole(width)}`,
      index: `((p0 * ${whole(height)} + y) * ${whole(width)} + x) * ${whole(channels)} + n`,
    },
  });
}
