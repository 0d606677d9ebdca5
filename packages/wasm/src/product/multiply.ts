import type { Code } from "../encode/code.js";
import type { FunctionScope, Local } from "../encode/function.js";
import { control, i32 } from "../encode/instructions.js";
import { move } from "../kernels/nest.js";
import type { Product, ProductPlaces, ProductTools } from "./shape.js";
import { TILE_COLUMNS, TILE_ROWS, tileFunction } from "./tile.js";

/** Rows that are multiplied with all panels, while these are in the second cache. */
const BLOCK_ROWS = 16 * TILE_ROWS;

export interface Multiplication {
  readonly places: ProductPlaces;
  readonly from: Local;
  readonly offsets: Local;
  readonly length: number;
  readonly adds: boolean;
  readonly product: Product;
}

/** All rows of the left factor with all panels of the right one. */
export function multiply(scope: FunctionScope, tools: ProductTools, given: Multiplication): Code {
  const { places, from, offsets, product } = given;
  const { rows, columns, left } = product;
  const [row, result, table] = [scope.local("i32"), scope.local("i32"), scope.local("i32")];
  const along = left.kind === "rows" ? left.stride! : left.kind === "patches" ? 0 : 4;
  const block = (count: number): Code => [
    multiplyBlock(scope, tools, { ...given, row, result, table, count, along }),
    move(row, count * along),
    move(result, 4 * count * columns),
    left.kind === "patches" ? move(table, 4 * count) : [],
  ];
  const isOne = rows <= 2 * BLOCK_ROWS;
  const whole = isOne ? 0 : Math.floor(rows / BLOCK_ROWS);
  const rest = rows - whole * BLOCK_ROWS;
  const { count, stride } = left.groups ?? { count: 1, stride: 0 };
  return [
    row.set(from.get),
    result.set(places.result.get),
    table.set(offsets.get),
    scope.count({ to: count }, () => [
      scope.count({ to: whole }, () => block(BLOCK_ROWS)),
      rest > 0 ? block(rest) : [],
      move(row, stride === 0 ? 0 : stride - rows * along),
    ]),
  ];
}

interface Block extends Multiplication {
  readonly row: Local;
  readonly result: Local;
  readonly table: Local;
  readonly count: number;
  /** Bytes between two rows of the left factor. */
  readonly along: number;
}

function multiplyBlock(scope: FunctionScope, { library, arithmetic }: ProductTools, given: Block): Code {
  const { places, row, result, table, length, count, along, adds, product } = given;
  const { columns, left } = product;
  const [panel, first, at, to, entry] = Array.from({ length: 5 }, () => scope.local("i32")) as [
    Local,
    Local,
    Local,
    Local,
    Local,
  ];
  const others = (): readonly Code[] => {
    const { count: segments, step } = left.segments ?? { count: 1, step: 0 };
    if (left.kind === "patches") return [entry.get, i32.const(segments), i32.const(step)];
    return [left.kind === "patchColumns" ? table.get : i32.const(left.stride!)];
  };
  const depth = left.segments?.length ?? length;
  const tile = (rows: number, width: number): Code => [
    control.call(tileFunction(library, arithmetic, { rows, columns: width, left: left.kind, adds }), [
      at.get,
      panel.get,
      to.get,
      i32.const(depth),
      i32.const(4 * columns),
      ...others(),
    ]),
    move(at, rows * along),
    move(to, 4 * rows * columns),
    left.kind === "patches" ? move(entry, 4 * rows) : [],
  ];
  const tiles = (width: number): Code => [
    at.set(row.get),
    to.set(first.get),
    entry.set(table.get),
    scope.count({ to: Math.floor(count / TILE_ROWS) }, () => tile(TILE_ROWS, width)),
    count % TILE_ROWS > 0 ? tile(count % TILE_ROWS, width) : [],
  ];
  const last = columns % TILE_COLUMNS;
  return [
    panel.set(places.packed.get),
    first.set(result.get),
    scope.count({ to: Math.floor(columns / TILE_COLUMNS) }, () => [
      tiles(TILE_COLUMNS),
      move(panel, 4 * TILE_COLUMNS * length),
      move(first, 4 * TILE_COLUMNS),
    ]),
    last > 0 ? tiles(last) : [],
  ];
}
