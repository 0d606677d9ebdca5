import type { Code } from "../encode/code.js";
import type { FunctionScope } from "../encode/function.js";
import { i32, memory } from "../encode/instructions.js";
import { move } from "../kernels/nest.js";
import { layOut } from "./lay-out.js";
import { multiply } from "./multiply.js";
import type { Product, ProductPlaces, ProductTools } from "./shape.js";
import { TILE_COLUMNS, vectorsOf } from "./tile.js";

/** So deep a panel of the right factor stays in the nearest cache. */
const MOST_DEPTH = 512;
const WHOLE_DEPTH = 1024;
const chunkOf = ({ depth, left }: Product): number =>
  left.kind === "patches" || (depth <= WHOLE_DEPTH && left.kind !== "patchColumns")
    ? depth
    : Math.min(depth, MOST_DEPTH);

/** Of the panels of the right factor. */
export function packedBytes(product: Product): number {
  const { columns } = product;
  const whole = Math.floor(columns / TILE_COLUMNS) * TILE_COLUMNS;
  return 4 * chunkOf(product) * (whole + 4 * vectorsOf(columns - whole));
}

/** Needs no more of its places than their values at the start. */
export function emitProduct(scope: FunctionScope, tools: ProductTools, places: ProductPlaces, product: Product): Code {
  const { rows, columns, depth, left, right } = product;
  const chunk = chunkOf(product);
  const groups = left.groups?.count ?? 1;
  const adds = chunk < depth;
  const [from, panelRows, offsets] = [scope.local("i32"), scope.local("i32"), scope.local("i32")];
  const part = (length: number): Code => [
    layOut(scope, tools, { to: places.packed, from: panelRows, rows: length, product }),
    multiply(scope, tools, { places, from, offsets, length, adds, product }),
    move(panelRows, length * (right.kind === "rows" ? right.stride : 4)),
    left.kind === "rows" ? move(from, 4 * length) : [],
    left.kind === "columns" ? move(from, length * left.stride!) : [],
    left.kind === "patchColumns" ? move(offsets, 4 * length) : [],
  ];
  return [
    from.set(places.left.get),
    panelRows.set(places.right.get),
    places.offsets ? offsets.set(places.offsets.get) : [],
    adds ? memory.fill(places.result.get, i32.const(0), i32.const(4 * groups * rows * columns)) : [],
    scope.count({ to: Math.floor(depth / chunk) }, () => part(chunk)),
    depth % chunk > 0 ? part(depth % chunk) : [],
  ];
}

/** Lays out the right factor of a product whose depth is one part, for any number of `emitMultiplication`. */
export function emitPacking(scope: FunctionScope, tools: ProductTools, places: ProductPlaces, product: Product): Code {
  return layOut(scope, tools, { to: places.packed, from: places.right, rows: product.depth, product });
}

/** The product with a right factor that is laid out. */
export function emitMultiplication(
  scope: FunctionScope,
  tools: ProductTools,
  places: ProductPlaces,
  product: Product,
): Code {
  const offsets = places.offsets ?? places.left;
  return multiply(scope, tools, { places, from: places.left, offsets, length: product.depth, adds: false, product });
}
