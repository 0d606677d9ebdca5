import { type Node, type NodeOf, sizeOf, stridesOf } from "@genlab/graph";
import { move } from "../kernels/nest.js";
import { emitScatter } from "../kernels/scatter.js";
import { emitMultiplication, emitPacking, emitProduct, packedBytes } from "../product/product.js";
import type { Product } from "../product/shape.js";
import type { Place } from "./call.js";
import { gradientOf, type Images, imagesOf, offsetsOf, padded } from "./images.js";
import { copy, fill } from "./lower-moves.js";
import type { Lowering } from "./lowering.js";

type Filter = readonly [rows: number, columns: number, channels: number, outputs: number];

/** A product of patches, `[batch · windows, rows · columns · channels]`, with the filter. */
export function lowerConvolution(lowering: Lowering, node: NodeOf<"conv2d">): void {
  const { attributes } = node;
  const [x, given] = node.inputs as [Node, Node];
  const images = imagesOf(x.shape, node.shape, attributes);
  const filter = dilated(lowering, given, attributes.dilations);
  const [rows, columns, channels, outputs] = filter.shape;
  const from = padded(lowering, x, images, attributes);
  const product: Product = {
    rows: sizeOf(node.shape.slice(0, 3)),
    columns: outputs,
    depth: rows * columns * channels,
    left: {
      kind: "patches",
      segments: { count: rows, length: columns * channels, step: stepOf(images, filter.shape) },
    },
    right: { kind: "rows", stride: 4 * outputs },
  };
  const packed = lowering.temporary(packedBytes(product) / 4);
  const table = offsetsOf(lowering, images, attributes);
  lowering.call([node, packed, from, filter.place, table], (scope, [result, room, left, right, offsets]) =>
    emitProduct(
      scope,
      lowering,
      { result: result!, packed: room!, left: left!, right: right!, offsets: offsets! },
      product,
    ),
  );
}

/** The product of patches, turned, with dy. */
export function lowerConvolutionByFilter(lowering: Lowering, node: NodeOf<"conv2dByFilter">): void {
  const { attributes } = node;
  const [x, dy] = node.inputs as [Node, Node];
  const images = imagesOf(x.shape, dy.shape, attributes);
  const [rows, columns, channels, outputs] = attributes.filterShape as unknown as Filter;
  const from = padded(lowering, x, images, attributes);
  const product: Product = {
    rows: columns * channels,
    columns: outputs,
    depth: sizeOf(dy.shape.slice(0, 3)),
    left: { kind: "patchColumns", groups: { count: rows, stride: 4 * images.width * channels } },
    right: { kind: "rows", stride: 4 * outputs },
  };
  const packed = lowering.temporary(packedBytes(product) / 4);
  const table = offsetsOf(lowering, images, attributes);
  lowering.call([node, packed, from, dy, table], (scope, [result, room, left, right, offsets]) =>
    emitProduct(
      scope,
      lowering,
      { result: result!, packed: room!, left: left!, right: right!, offsets: offsets! },
      product,
    ),
  );
}

/** Patches whose gradients are computed at a time, before they are added where they come from. */
const PATCHES = 192;

/** The product of dy with the filter, turned: gradients of patches, which are added up where they overlap. */
export function lowerConvolutionByInput(lowering: Lowering, node: NodeOf<"conv2dByInput">): void {
  const { attributes } = node;
  const [dy, filter] = node.inputs as [Node, Node];
  const images = imagesOf(attributes.inputShape, dy.shape, attributes);
  const [rows, columns, channels, outputs] = filter.shape as unknown as Filter;
  const { place, crop } = gradientOf(lowering, node, images, attributes);
  const count = sizeOf(dy.shape.slice(0, 3));
  const whole = Math.floor(count / PATCHES);
  const productOf = (patches: number): Product => ({
    rows: patches,
    columns: rows * columns * channels,
    depth: outputs,
    left: { kind: "rows", stride: 4 * outputs },
    right: { kind: "columns", stride: 4 * outputs },
  });
  const packed = lowering.temporary(packedBytes(productOf(count)) / 4);
  const patches = lowering.temporary(Math.min(count, PATCHES) * rows * columns * channels);
  const table = offsetsOf(lowering, images, attributes);
  const sizes = { segments: rows, length: columns * channels, step: stepOf(images, filter.shape as unknown as Filter) };
  lowering.call([place, packed, patches, dy, filter, table], (scope, [to, room, result, left, right, offsets]) => {
    const places = { result: result!, packed: room!, left: left!, right: right! };
    const part = (length: number) => [
      emitMultiplication(scope, lowering, places, productOf(length)),
      emitScatter(scope, { to: to!, from: result!, offsets: offsets! }, { ...sizes, count: length }),
      move(left!, 4 * outputs * length),
      move(offsets!, 4 * length),
    ];
    return [
      emitPacking(scope, lowering, places, productOf(count)),
      scope.count({ to: whole }, () => part(PATCHES)),
      count % PATCHES > 0 ? part(count % PATCHES) : [],
    ];
  });
  crop();
}

/** Bytes from the end of a patch's row to the start of its next. */
const stepOf = ({ width, channels }: Images, [, columns]: Filter): number => 4 * channels * (width - columns);

/** The filter with zeros between its entries. */
function dilated(
  lowering: Lowering,
  filter: Node,
  [down, across]: readonly [number, number],
): { place: Place; shape: Filter } {
  const [rows, columns, channels, outputs] = filter.shape as unknown as Filter;
  if (down === 1 && across === 1) return { place: filter, shape: [rows, columns, channels, outputs] };
  const shape: Filter = [(rows - 1) * down + 1, (columns - 1) * across + 1, channels, outputs];
  const place = lowering.temporary(sizeOf(shape));
  fill(lowering, place, 0, sizeOf(shape));
  const [row, column, ...others] = stridesOf(shape) as [number, number, ...number[]];
  copy(lowering, place, filter, {
    shape: filter.shape,
    to: [row * down, column * across, ...others],
    from: stridesOf(filter.shape),
  });
  return { place, shape };
}
