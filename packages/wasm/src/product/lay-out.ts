import type { Code } from "../encode/code.js";
import type { FunctionScope, Local } from "../encode/function.js";
import { control, i32 } from "../encode/instructions.js";
import { move } from "../kernels/nest.js";
import { packFunction } from "./pack.js";
import type { Product, ProductTools } from "./shape.js";
import { TILE_COLUMNS } from "./tile.js";

export interface Packing {
  readonly to: Local;
  readonly from: Local;
  readonly rows: number;
  readonly product: Product;
}

/** Lays out so many rows of the right factor in panels. */
export function layOut(scope: FunctionScope, { library }: ProductTools, { to, from, rows, product }: Packing): Code {
  const { columns, right } = product;
  const [target, source] = [scope.local("i32"), scope.local("i32")];
  const panel = (width: number): Code =>
    control.call(packFunction(library, right.kind, width), [
      target.get,
      source.get,
      i32.const(right.stride),
      i32.const(rows),
    ]);
  const left = columns % TILE_COLUMNS;
  return [
    target.set(to.get),
    source.set(from.get),
    scope.count({ to: Math.floor(columns / TILE_COLUMNS) }, () => [
      panel(TILE_COLUMNS),
      move(target, 4 * TILE_COLUMNS * rows),
      move(source, right.kind === "rows" ? 4 * TILE_COLUMNS : TILE_COLUMNS * right.stride),
    ]),
    left > 0 ? panel(left) : [],
  ];
}
