import type { Code } from "../encode/code.js";
import type { Local } from "../encode/function.js";
import { f32x4, i32, v128 } from "../encode/instructions.js";
import type { Library } from "../encode/library.js";
import { move } from "../kernels/nest.js";
import type { Arithmetic } from "./arithmetic.js";
import { LEFT_PARAMETERS, type LeftKind, leftReader } from "./left.js";

/** Rows and columns of the result that are computed at a time: twelve registers of sixteen. */
export const TILE_ROWS = 6;
export const TILE_COLUMNS = 8;

export interface Tile {
  /** From 1 to `TILE_ROWS`. */
  readonly rows: number;
  /** From 1 to `TILE_COLUMNS`. */
  readonly columns: number;
  readonly left: LeftKind;
  /** Whether the product is added to what is there. */
  readonly adds: boolean;
}

/** Registers of a row of a panel. */
export const vectorsOf = (columns: number): number => Math.ceil(columns / 4);

/**
 * The number of a function that computes a tile of a product: of the addresses of the left factor, of a panel of the right one, and of the
 * result; of the entries along a row, the bytes between two rows of the result, and what the left factor asks for.
 */
export function tileFunction(library: Library, arithmetic: Arithmetic, { rows, columns, left, adds }: Tile): number {
  return library.define(5 + LEFT_PARAMETERS[left].length, (scope, parameters) => {
    const [address, panel, result, depth, stride, ...others] = parameters as [Local, Local, Local, Local, Local];
    const vectors = vectorsOf(columns);
    const grid = (make: () => Local) => Array.from({ length: rows }, () => Array.from({ length: vectors }, make));
    const sums = grid(() => scope.local("v128"));
    const right = Array.from({ length: vectors }, () => scope.local("v128"));
    const entry = scope.local("v128");
    const reader = leftReader(scope, left, rows, { address, depth, parameters: others });
    const multiply = (entries: readonly Code[], step: number): Code => [
      right.map((each, v) => each.set(v128.load(panel.get, 16 * (vectors * step + v)))),
      entries.map((value, row) => [
        entry.set(value),
        sums[row]!.map((sum, v) => sum.set(arithmetic.multiplyAdd(entry.get, right[v]!.get, sum.get))),
      ]),
    ];
    const nextRow = result.set(i32.add(result.get, stride.get));
    const row = scope.local("i32");
    const start = adds
      ? [
          row.set(result.get),
          sums.map((each) => [
            each.map((sum, v) => sum.set(v128.load(row.get, 16 * v))),
            row.set(i32.add(row.get, stride.get)),
          ]),
        ]
      : sums.map((each) => each.map((sum) => sum.set(f32x4.const(0))));
    return [
      start,
      reader.prepare,
      reader.each(multiply, (steps) => move(panel, 16 * vectors * steps)),
      sums.map((each) => [each.map((sum, v) => storeFirst(result, sum, columns - 4 * v, 16 * v)), nextRow]),
    ];
  });
}

/** Stores so many lanes, at most four. */
function storeFirst(to: Local, sum: Local, lanes: number, offset: number): Code {
  if (lanes >= 4) return v128.store(to.get, sum.get, offset);
  if (lanes === 1) return v128.storeLane(to.get, sum.get, 0, offset);
  const two = v128.storeTwoLanes(to.get, sum.get, offset);
  return lanes === 2 ? two : [two, v128.storeLane(to.get, sum.get, 2, offset + 8)];
}
