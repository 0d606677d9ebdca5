import type { Lowering, Places } from "../lower/lowering.js";
import { whole } from "../shader/literal.js";
import { reduce } from "./reduce.js";

/** A matrix that is multiplied, as WGSL that finds its entries. Names are what declarations begin with. */
export interface Factor {
  /** Lines for a row of the left matrix, or a column of the right one. */
  place(index: string, name: string): readonly string[];
  /** Lines for the step `q` along the depth, given the name of the place. */
  step(place: string, name: string): readonly string[];
  /** The entry `k` of the step, given the names of the place and of the step. */
  entry(place: string, step: string): string;
}

/** `[rows, depth] · [depth, columns]`, for each number `z` of layers. */
export interface Product {
  readonly rows: number;
  readonly columns: number;
  /** Steps, and entries in each. */
  readonly depth: readonly [steps: number, entries: number];
  readonly layers: number;
  /** The factors' buffers. */
  readonly inputs: Places["inputs"];
  readonly to: Places["outputs"][number];
  readonly left: Factor;
  readonly right: Factor;
  /** Lines with `z`, before all others. */
  readonly prepare?: readonly string[];
  /** Where the entry `m`, `n` of the layer `z` goes, and whether anywhere. Default: row by row, layer by layer. */
  readonly target?: { readonly lines: readonly string[]; readonly index: string; readonly condition: string };
}

/** Threads of a group, down the rows and across the columns. */
const SIDE = 8;
/** Tiles that a device is given at least, where the depth can be cut, and what is left of it then. */
const TILES = 128;
const LEAST_DEPTH = 256;

/**
 * Each group computes a tile of the product, and each of its threads up to four rows and four columns of that, whose entries it has in
 * registers: what a tile reads of the factors lies in the nearest cache. A deep product is computed in parts, which are summed up.
 */
export function multiply(lowering: Lowering, product: Product): void {
  const { rows, columns, depth, layers, to, target } = product;
  const tiles = Math.ceil(rows / tileOf(rows)) * Math.ceil(columns / tileOf(columns)) * layers;
  const most = Math.min(Math.floor((depth[0] * depth[1]) / LEAST_DEPTH), depth[0] > 1 ? depth[0] : depth[1]);
  const parts = target ? 1 : Math.max(1, Math.min(Math.ceil(TILES / tiles), most));
  if (parts === 1) {
    emit(lowering, product, 1);
    return;
  }
  const count = layers * rows * columns;
  const partial = lowering.temporary(parts * count);
  emit(lowering, { ...product, to: partial }, parts);
  reduce(lowering, {
    ...{ op: "sum", dtype: "float32", to, inputs: [partial], count, length: parts, isAcross: true },
    entry: { lines: [], value: `in0[r * ${whole(count)} + o]` },
  });
}

/** Rows, or columns, that a thread has, and that a tile has. */
const eachOf = (count: number): number => (count >= 4 * SIDE ? 4 : count >= 2 * SIDE ? 2 : 1);
const tileOf = (count: number): number => SIDE * eachOf(count);

function emit(lowering: Lowering, product: Product, parts: number): void {
  const { rows, columns, depth, layers, inputs, to, left, right } = product;
  const wide = Math.ceil(columns / tileOf(columns));
  const groups = Math.ceil(rows / tileOf(rows)) * wide;
  const lines = Array.from({ length: eachOf(rows) }, (_, r) => r);
  const across = Array.from({ length: eachOf(columns) }, (_, c) => c);
  const each = (use: (row: number, column: number) => readonly string[]): string[] =>
    lines.flatMap((r) => across.flatMap((c) => use(r, c)));
  const target = product.target ?? {
    ...{ lines: [], condition: "true" },
    index: `(group.z * ${whole(rows)} + m) * ${whole(columns)} + n`,
  };
  const [steps, entries] = [rangeOf(depth[0], depth[0] > 1 ? parts : 1), rangeOf(depth[1], depth[0] > 1 ? 1 : parts)];
  lowering.kernel({
    ...{ outputs: [to], inputs, threads: SIDE * SIDE, groups, layers: layers * parts },
    body: (group) => [
      `let at = ${group};`,
      `if (at >= ${whole(groups)}) { return; }`,
      `let z = group.z % ${whole(layers)};`,
      `let part = group.z / ${whole(layers)};`,
      ...(product.prepare ?? []),
      `let row = (at / ${whole(wide)}) * ${whole(tileOf(rows))} + thread / ${SIDE}u;`,
      `let column = (at % ${whole(wide)}) * ${whole(tileOf(columns))} + thread % ${SIDE}u;`,
      // what lies past the end is computed as the last one, and not written
      ...lines.flatMap((r) => [
        `let m${r} = min(row + ${r * SIDE}u, ${whole(rows - 1)});`,
        ...left.place(`m${r}`, `a${r}`),
      ]),
      ...across.flatMap((c) => [
        `let n${c} = min(column + ${c * SIDE}u, ${whole(columns - 1)});`,
        ...right.place(`n${c}`, `b${c}`),
      ]),
      ...each((r, c) => [`var s${r}_${c} = 0f;`]),
      `for (var q = ${steps.from}; q < ${steps.to}; q++) {`,
      ...lines.flatMap((r) => left.step(`a${r}`, `p${r}`)),
      ...across.flatMap((c) => right.step(`b${c}`, `t${c}`)),
      `for (var k = ${entries.from}; k < ${entries.to}; k++) {`,
      ...lines.map((r) => `let x${r} = ${left.entry(`a${r}`, `p${r}`)};`),
      ...across.map((c) => `let y${c} = ${right.entry(`b${c}`, `t${c}`)};`),
      ...each((r, c) => [`s${r}_${c} += x${r} * y${c};`]),
      "}",
      "}",
      ...each((r, c) => [
        "{",
        `let m = row + ${r * SIDE}u;`,
        `let n = column + ${c * SIDE}u;`,
        ...target.lines,
        `if (m < ${whole(rows)} && n < ${whole(columns)} && ${target.condition}) { out0[${target.index}] = s${r}_${c}; }`,
        "}",
      ]),
    ],
  });
}

function rangeOf(length: number, parts: number): { readonly from: string; readonly to: string } {
  if (parts === 1) return { from: "0u", to: whole(length) };
  const size = whole(Math.ceil(length / parts));
  return { from: `part * ${size}`, to: `min((part + 1u) * ${size}, ${whole(length)})` };
}
