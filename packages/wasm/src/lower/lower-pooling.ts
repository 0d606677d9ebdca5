import { type NodeOf, stridesOf } from "@genlab/graph";
import { f32 } from "../encode/instructions.js";
import { nest } from "../kernels/nest.js";
import { imagesOf, padded, paddedShape } from "./images.js";
import { fill } from "./lower-moves.js";
import type { Lowering } from "./lowering.js";

export function lowerMaxPool(lowering: Lowering, node: NodeOf<"maxPool">): void {
  const [x] = node.inputs;
  const { window, strides } = node.attributes;
  const images = imagesOf(x!.shape, node.shape, node.attributes);
  const from = padded(lowering, x!, images, node.attributes, Number.NEGATIVE_INFINITY);
  fill(lowering, node, Number.NEGATIVE_INFINITY);
  const [byImage, byRow, byColumn] = stridesOf(paddedShape(images)) as [number, number, number, number];
  const [image, row, column] = stridesOf(node.shape) as [number, number, number, number];
  const shape = [images.batch, ...images.windows, ...window, images.channels];
  const inBytes = [
    [image, row, column, 0, 0, 1],
    [byImage, strides[0] * byRow, strides[1] * byColumn, byRow, byColumn, 1],
  ].map((each) => each.map((stride) => 4 * stride));
  lowering.call([node, from], (scope, addresses) => {
    const pointers = addresses.map((local, i) => ({ local, strides: inBytes[i]! }));
    const [to, at] = addresses.map(({ get }) => get);
    return nest(scope, shape, pointers, () => f32.store(to!, f32.max(f32.load(to!), f32.load(at!))));
  });
}
