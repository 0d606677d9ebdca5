import { broadcastStrides, collapse, type NodeOf, sizeOf } from "@genlab/graph";
import { nest } from "../kernels/nest.js";
import { emitProduct, packedBytes } from "../product/product.js";
import type { Product } from "../product/shape.js";
import { fill } from "./lower-moves.js";
import type { Lowering } from "./lowering.js";

export function lowerMatMul(lowering: Lowering, node: NodeOf<"matMul">): void {
  const [a, b] = node.inputs;
  const { transposeA, transposeB } = node.attributes;
  const [rows, columns] = node.shape.slice(-2) as [number, number];
  const depth = a!.shape.at(transposeA ? -2 : -1)!;
  if (sizeOf(node.shape) === 0) return;
  if (depth === 0) {
    fill(lowering, node, 0);
    return;
  }
  const product: Product = {
    rows,
    columns,
    depth,
    left: { kind: transposeA ? "columns" : "rows", stride: 4 * a!.shape.at(-1)! },
    right: { kind: transposeB ? "columns" : "rows", stride: 4 * b!.shape.at(-1)! },
  };
  const batch = node.shape.slice(0, -2);
  const strides = [
    { shape: node.shape.slice(0, -2), size: rows * columns },
    { shape: a!.shape.slice(0, -2), size: rows * depth },
    { shape: b!.shape.slice(0, -2), size: depth * columns },
  ].map(({ shape, size }) => broadcastStrides(shape, batch).map((stride) => 4 * stride * size));
  const axes = collapse({ shape: batch, strides });
  const packed = lowering.temporary(packedBytes(product) / 4);
  lowering.call([node, packed, a!, b!], (scope, [result, room, left, right]) => {
    const places = { result: result!, left: left!, right: right!, packed: room! };
    const pointers = [result!, left!, right!].map((local, i) => ({ local, strides: axes.strides[i]! }));
    return nest(scope, axes.shape, pointers, () => emitProduct(scope, lowering, places, product));
  });
}
