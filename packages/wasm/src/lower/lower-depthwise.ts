import { type Node, type NodeOf, stridesOf } from "@genlab/graph";
import { f32 } from "../encode/instructions.js";
import { nest } from "../kernels/nest.js";
import type { Place } from "./call.js";
import { gradientOf, type Images, imagesOf, padded, paddedShape } from "./images.js";
import { fill } from "./lower-moves.js";
import type { Lowering } from "./lowering.js";

export type Depthwise = NodeOf<"conv2d"> | NodeOf<"conv2dByInput"> | NodeOf<"conv2dByFilter">;

interface Walk {
  readonly images: Images;
  readonly filter: readonly number[];
  readonly strides: readonly [number, number];
  readonly dilations: readonly [number, number];
}

/** Each of images, filter and results by the two others: a walk over all entries of all windows. */
export function lowerDepthwise(lowering: Lowering, node: Depthwise): void {
  const [a, b] = node.inputs as [Node, Node];
  const { strides } = node.attributes;
  switch (node.op) {
    case "conv2d": {
      const images = imagesOf(a.shape, node.shape, node.attributes);
      const x = padded(lowering, a, images, node.attributes);
      fill(lowering, node, 0);
      const walk = { images, filter: b.shape, strides, dilations: node.attributes.dilations };
      addProducts(lowering, { x, filter: b, y: node }, "y", walk);
      break;
    }
    case "conv2dByInput": {
      const images = imagesOf(node.shape, a.shape, node.attributes);
      const { place, crop } = gradientOf(lowering, node, images, node.attributes);
      addProducts(lowering, { x: place, filter: b, y: a }, "x", {
        images,
        filter: b.shape,
        strides,
        dilations: [1, 1],
      });
      crop();
      break;
    }
    case "conv2dByFilter": {
      const images = imagesOf(a.shape, b.shape, node.attributes);
      const x = padded(lowering, a, images, node.attributes);
      fill(lowering, node, 0);
      const walk = { images, filter: node.shape, strides, dilations: [1, 1] } as const;
      addProducts(lowering, { x, filter: node, y: b }, "filter", walk);
      break;
    }
  }
}

interface Places {
  readonly x: Place;
  readonly filter: Place;
  readonly y: Place;
}

function addProducts(lowering: Lowering, places: Places, target: keyof Places, walk: Walk): void {
  const { images, filter, strides, dilations } = walk;
  const [rows, columns, channels, multiplier] = filter as [number, number, number, number];
  const [byImage, byRow, byColumn] = stridesOf(paddedShape(images)) as [number, number, number, number];
  const [windowRows, windowColumns] = images.windows;
  const outputs = channels * multiplier;
  const shape = [images.batch, windowRows, windowColumns, rows, columns, channels, multiplier];
  const inBytes: Readonly<Record<keyof Places, readonly number[]>> = {
    x: [byImage, strides[0] * byRow, strides[1] * byColumn, dilations[0] * byRow, dilations[1] * byColumn, 1, 0],
    filter: [0, 0, 0, columns * outputs, outputs, multiplier, 1],
    y: [windowRows * windowColumns * outputs, windowColumns * outputs, outputs, 0, 0, multiplier, 1],
  };
  const names = [target, ...(["x", "filter", "y"] as const).filter((name) => name !== target)];
  lowering.call(
    names.map((name) => places[name]),
    (scope, addresses) => {
      const pointers = addresses.map((local, i) => ({
        local,
        strides: inBytes[names[i]!].map((stride) => 4 * stride),
      }));
      const [to, a, b] = addresses.map(({ get }) => get);
      return nest(scope, shape, pointers, () =>
        f32.store(to!, f32.add(f32.load(to!), f32.mul(f32.load(a!), f32.load(b!)))),
      );
    },
  );
}
