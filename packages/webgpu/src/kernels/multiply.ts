import type { Lowering, Places } from "../lower/lowering.js";
import { whole } from "../shader/literal.js";
import { reduce } from "./reduce.js";

/** A matrix that is multiplied, as WGSL that finds its entries. */
export interface Factor {
  /** Whether neighbours along the depth lie beside each other. */
  readonly isAlongDepth: boolean;
  /** Lines for a row of the left matrix, or a column of the right one: they declare what begins with the name. */
  outer(index: string, name: string): readonly string[];
  /** Lines for a place along the depth. */
  inner(index: string, name: string): readonly string[];
  /** The entry, of the names of both. */
  entry(outer: string, inner: string): string;
}

/** `[rows, depth] · [depth, columns]`, for each number `z` of layers. */
export interface Product {
  readonly rows: number;
  readonly columns: number;
  readonly depth: number;
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

/** Entries along the depth that a tile has. */
const DEPTH = 16;
/** Tiles that a device is given at least, where the depth can be cut. */
const TILES = 128;
const LEAST_DEPTH = 256;

/** Each group computes a tile of the product, and each of its threads some entries of that; of a deep one in parts, which are summed up. */
export function multiply(lowering: Lowering, product: Product): void {
  const { rows, columns, depth, layers, to, target } = product;
  const tile = tileOf(product);
  const tiles = Math.ceil(rows / tile.rows) * Math.ceil(columns / tile.columns) * layers;
  const parts = target ? 1 : Math.max(1, Math.min(Math.ceil(TILES / tiles), Math.floor(depth / LEAST_DEPTH)));
  if (parts === 1) {
    emit(lowering, product, tile, 1);
    return;
  }
  const count = layers * rows * columns;
  const partial = lowering.temporary(parts * count);
  emit(lowering, { ...product, to: partial }, tile, parts);
  reduce(lowering, {
    ...{ op: "sum", dtype: "float32", to, inputs: [partial], count, length: parts, isAcross: true },
    entry: { lines: [], value: `in0[r * ${whole(count)} + o]` },
  });
}

interface Tile {
  readonly rows: number;
  readonly columns: number;
  /** Threads in a row of the tile, and in a column. */
  readonly across: number;
  readonly down: number;
}

/** Large products have larger tiles, of which less is read. */
function tileOf({ rows, columns, layers }: Product): Tile {
  const isLarge = rows >= 64 && columns >= 64 && Math.ceil(rows / 64) * Math.ceil(columns / 64) * layers >= 2 * TILES;
  const threads = isLarge ? 16 : 8;
  const each = (count: number) => (count >= 32 ? 4 : count >= 16 ? 2 : 1);
  return { rows: threads * each(rows), columns: threads * each(columns), across: threads, down: threads };
}

function emit(lowering: Lowering, product: Product, tile: Tile, parts: number): void {
  const { rows, columns, depth, layers, inputs, to } = product;
  const wide = Math.ceil(columns / tile.columns);
  const groups = Math.ceil(rows / tile.rows) * wide;
  const length = Math.ceil(depth / parts / DEPTH) * DEPTH;
  // one more than a row has, so that threads that write a column write to memories of their own
  const stride = { left: tile.rows + 1, right: tile.columns + 1 };
  const grid = { rows: tile.rows / tile.down, columns: tile.columns / tile.across };
  const each = (use: (row: number, column: number) => string | readonly string[]): string[] =>
    Array.from({ length: grid.rows }, (_, r) => Array.from({ length: grid.columns }, (__, c) => use(r, c))).flat(
      3,
    ) as string[];
  const left = loader({ factor: product.left, size: tile.rows, limit: rows, tile, name: "a", stride: stride.left });
  const right = loader({
    factor: product.right,
    size: tile.columns,
    limit: columns,
    tile,
    name: "b",
    stride: stride.right,
  });
  const target = product.target ?? {
    lines: [],
    index: `(group.z * ${whole(rows)} + m) * ${whole(columns)} + n`,
    condition: "true",
  };
  lowering.kernel({
    ...{ outputs: [to], inputs, threads: tile.across * tile.down, groups, layers: layers * parts },
    shared: [`as_: array<f32, ${DEPTH * stride.left}>`, `bs_: array<f32, ${DEPTH * stride.right}>`],
    body: (group) => [
      `let at = ${group};`,
      `if (at >= ${whole(groups)}) { return; }`,
      `let z = group.z % ${whole(layers)};`,
      ...(product.prepare ?? []),
      `let begin = (group.z / ${whole(layers)}) * ${whole(length)};`,
      `let end = min(begin + ${whole(length)}, ${whole(depth)});`,
      `let rowStart = (at / ${whole(wide)}) * ${whole(tile.rows)};`,
      `let columnStart = (at % ${whole(wide)}) * ${whole(tile.columns)};`,
      `let down = thread / ${whole(tile.across)};`,
      `let across = thread % ${whole(tile.across)};`,
      ...left.before("rowStart"),
      ...right.before("columnStart"),
      ...each((r, c) => `var s${r}_${c} = 0f;`),
      `for (var k0 = begin; k0 < end; k0 += ${DEPTH}u) {`,
      ...left.load("as_"),
      ...right.load("bs_"),
      "workgroupBarrier();",
      `for (var k = 0u; k < ${DEPTH}u; k++) {`,
      ...Array.from(
        { length: grid.rows },
        (_, r) => `let x${r} = as_[k * ${stride.left}u + down + ${r * tile.down}u];`,
      ),
      ...Array.from(
        { length: grid.columns },
        (_, c) => `let y${c} = bs_[k * ${stride.right}u + across + ${c * tile.across}u];`,
      ),
      ...each((r, c) => `s${r}_${c} += x${r} * y${c};`),
      "}",
      "workgroupBarrier();",
      "}",
      ...each((r, c) => [
        "{",
        `let m = rowStart + down + ${r * tile.down}u;`,
        `let n = columnStart + across + ${c * tile.across}u;`,
        ...target.lines,
        `if (m < ${whole(rows)} && n < ${whole(columns)} && ${target.condition}) { out0[${target.index}] = s${r}_${c}; }`,
        "}",
      ]),
    ],
  });
}

interface Loading {
  readonly factor: Factor;
  /** Rows, or columns, of a tile, and of the factor. */
  readonly size: number;
  readonly limit: number;
  readonly tile: Tile;
  readonly name: string;
  readonly stride: number;
}

/** How the threads of a group bring a tile of a factor to their memory: neighbours among them read what lies side by side. */
function loader({ factor, size, limit, tile, name, stride }: Loading) {
  const threads = tile.across * tile.down;
  const along = factor.isAlongDepth ? DEPTH : size;
  const rounds = Array.from({ length: (size * DEPTH) / threads }, (_, i) => i);
  const step = threads / along;
  const first = `${name}First`;
  const rest = (i: number) => `(thread / ${whole(along)} + ${whole(i * step)})`;
  const isIn = (outer: string, k: string) => {
    const conditions = [...(limit % size === 0 ? [] : [`${outer} < ${whole(limit)}`]), `${k} < end`];
    return conditions.join(" && ");
  };
  if (factor.isAlongDepth) {
    return {
      before: (start: string) => [
        `let ${first} = thread % ${whole(along)};`,
        ...rounds.flatMap((i) => [
          `let ${name}${i} = ${start} + ${rest(i)};`,
          ...factor.outer(`${name}${i}`, `${name}${i}`),
        ]),
      ],
      load: (to: string) => [
        `let ${name}k = k0 + ${first};`,
        ...factor.inner(`${name}k`, `${name}k`),
        ...rounds.map(
          (i) =>
            `${to}[${first} * ${stride}u + ${rest(i)}] = select(0f, ${factor.entry(`${name}${i}`, `${name}k`)}, ${isIn(`${name}${i}`, `${name}k`)});`,
        ),
      ],
    };
  }
  return {
    before: (start: string) => [
      `let ${first} = thread % ${whole(along)};`,
      `let ${name}m = ${start} + ${first};`,
      ...factor.outer(`${name}m`, `${name}m`),
    ],
    load: (to: string) =>
      rounds.flatMap((i) => [
        `let ${name}k${i} = k0 + ${rest(i)};`,
        ...factor.inner(`${name}k${i}`, `${name}k${i}`),
        `${to}[${rest(i)} * ${stride}u + ${first}] = select(0f, ${factor.entry(`${name}m`, `${name}k${i}`)}, ${isIn(`${name}m`, `${name}k${i}`)});`,
      ]),
  };
}
