import type { Code } from "../encode/code.js";
import type { FunctionScope, Local } from "../encode/function.js";
import { i32, v128 } from "../encode/instructions.js";
import type { Library } from "../encode/library.js";
import { move } from "../kernels/nest.js";
import { vectorsOf } from "./tile.js";

/** How the right factor lies in memory: rows of the product's columns, or transposed. */
export type RightKind = "rows" | "columns";

/**
 * The number of a function that lays out so many columns of the right factor as a panel, row by row, with columns of no meaning up to a
 * multiple of four: of the addresses of the panel and the factor, of the bytes between two of its rows, and of the panel's rows.
 */
export function packFunction(library: Library, kind: RightKind, columns: number): number {
  return library.define(4, (scope, [to, from, stride, rows]) =>
    kind === "rows"
      ? packRows(scope, [to!, from!, stride!, rows!], vectorsOf(columns))
      : packColumns(scope, [to!, from!, stride!, rows!], columns),
  );
}

type Places = readonly [to: Local, from: Local, stride: Local, rows: Local];

function packRows(scope: FunctionScope, [to, from, stride, rows]: Places, vectors: number): Code {
  return scope.countDown(rows, [
    Array.from({ length: vectors }, (_, v) => v128.store(to.get, v128.load(from.get, 16 * v), 16 * v)),
    move(to, 16 * vectors),
    from.set(i32.add(from.get, stride.get)),
  ]);
}

function packColumns(scope: FunctionScope, [to, from, stride, rows]: Places, columns: number): Code {
  const width = 4 * vectorsOf(columns);
  const pointers = Array.from({ length: columns }, () => scope.local("i32"));
  // there is no column past the last one to be read
  const pointerOf = (column: number) => pointers[Math.min(column, columns - 1)]!;
  const start = pointers.map((pointer, i) =>
    pointer.set(i === 0 ? from.get : i32.add(pointers[i - 1]!.get, stride.get)),
  );
  const four = Array.from({ length: width / 4 }, (_, v) => {
    const loads = [0, 1, 2, 3].map((i) => v128.load(pointerOf(4 * v + i).get));
    return transposed(scope, loads, (row, value) => v128.store(to.get, value, 4 * (width * row + 4 * v)));
  });
  const one = Array.from({ length: width }, (_, i) => i32.store(to.get, i32.load(pointerOf(i).get), 4 * i));
  const moved = (count: number) => [pointers.map((pointer) => move(pointer, 4 * count)), move(to, 4 * width * count)];
  return [start, scope.countDown(rows, [four, moved(4)], 4), scope.countDown(rows, [one, moved(1)])];
}

/** Four rows of four as four columns. */
function transposed(scope: FunctionScope, rows: readonly Code[], use: (i: number, column: Code) => Code): Code {
  const locals = Array.from({ length: 4 }, () => scope.local("v128"));
  const [a, b, c, d] = locals.map(({ get }) => get) as [Code, Code, Code, Code];
  const [low, high] = [
    [0, 4, 1, 5],
    [2, 6, 3, 7],
  ] as const;
  const pairs = [v128.shuffle(a, b, low), v128.shuffle(c, d, low), v128.shuffle(a, b, high), v128.shuffle(c, d, high)];
  const halves = pairs.map(() => scope.local("v128"));
  const [p, q, r, s] = halves.map(({ get }) => get) as [Code, Code, Code, Code];
  return [
    locals.map((local, i) => local.set(rows[i]!)),
    halves.map((local, i) => local.set(pairs[i]!)),
    use(0, v128.shuffle(p, q, [0, 1, 4, 5])),
    use(1, v128.shuffle(p, q, [2, 3, 6, 7])),
    use(2, v128.shuffle(r, s, [0, 1, 4, 5])),
    use(3, v128.shuffle(r, s, [2, 3, 6, 7])),
  ];
}
