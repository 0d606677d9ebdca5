import type { Code } from "../encode/code.js";
import type { FunctionScope, Local } from "../encode/function.js";
import { i32, v128 } from "../encode/instructions.js";
import { move } from "../kernels/nest.js";

/**
 * How the left factor of a product lies in memory: its rows one after the other; its columns; each row in segments of an image, from an
 * offset in a table on, which are the rows of a patch; or each column in a place that the table says.
 */
export type LeftKind = "rows" | "columns" | "patches" | "patchColumns";

/** What a tile is told of the left factor besides its address, in this order: bytes, or an address. */
export const LEFT_PARAMETERS: Readonly<Record<LeftKind, readonly string[]>> = {
  rows: ["stride"],
  columns: ["stride"],
  patches: ["offsets", "segments", "step"],
  patchColumns: ["offsets"],
};

/** What multiplies the entries of the right factor's rows, one after the other: the entries of so many rows of the left one. */
export interface LeftReader {
  readonly prepare: Code;
  /** Runs a body for every entry along the rows, of which there are `depth` (in a segment, where there are some). */
  each(body: (entries: readonly Code[], step: number) => Code, advance: (steps: number) => Code): Code;
}

interface LeftPlaces {
  readonly address: Local;
  readonly depth: Local;
  readonly parameters: readonly Local[];
}

/** Entries of a row that are read in one round. */
const ROUND = 4;

export function leftReader(scope: FunctionScope, kind: LeftKind, rows: number, places: LeftPlaces): LeftReader {
  return kind === "rows" || kind === "patches"
    ? alongRows(scope, kind, rows, places)
    : alongColumns(scope, kind, rows, places);
}

function alongRows(scope: FunctionScope, kind: LeftKind, rows: number, places: LeftPlaces): LeftReader {
  const { address, depth, parameters } = places;
  const pointers = Array.from({ length: rows }, () => scope.local("i32"));
  const left = scope.local("i32");
  const [first, segments, step] = parameters as [Local, Local, Local];
  const start = (pointer: Local, i: number): Code => {
    if (kind === "patches") return pointer.set(i32.add(address.get, i32.load(first.get, 4 * i)));
    return pointer.set(i === 0 ? address.get : i32.add(pointers[i - 1]!.get, first.get));
  };
  return {
    prepare: pointers.map(start),
    each(body, advance) {
      const entry = (i: number): Code =>
        body(
          pointers.map(({ get }) => v128.loadSplat(get, 4 * i)),
          i,
        );
      const moved = (count: number): Code => [pointers.map((pointer) => move(pointer, 4 * count)), advance(count)];
      const round = Array.from({ length: ROUND }, (_, i) => entry(i));
      const segment = [
        left.set(depth.get),
        scope.countDown(left, [round, moved(ROUND)], ROUND),
        scope.countDown(left, [entry(0), moved(1)]),
      ];
      if (kind === "rows") return segment;
      const next = pointers.map((pointer) => pointer.set(i32.add(pointer.get, step.get)));
      return scope.countDown(segments, [segment, next]);
    },
  };
}

function alongColumns(scope: FunctionScope, kind: LeftKind, rows: number, places: LeftPlaces): LeftReader {
  const { address, depth, parameters } = places;
  const pointer = scope.local("i32");
  const left = scope.local("i32");
  const [first] = parameters as [Local];
  const isTable = kind === "patchColumns";
  const splats = Array.from({ length: rows }, (_, i) => v128.loadSplat(pointer.get, 4 * i));
  return {
    prepare: isTable ? [] : pointer.set(address.get),
    each(body, advance) {
      const entry = (i: number): Code => [
        isTable ? pointer.set(i32.add(address.get, i32.load(first.get, 4 * i))) : [],
        body(splats, i),
        isTable ? [] : pointer.set(i32.add(pointer.get, first.get)),
      ];
      const moved = (count: number): Code => [isTable ? move(first, 4 * count) : [], advance(count)];
      const round = Array.from({ length: ROUND }, (_, i) => entry(i));
      return [
        left.set(depth.get),
        scope.countDown(left, [round, moved(ROUND)], ROUND),
        scope.countDown(left, [entry(0), moved(1)]),
      ];
    },
  };
}
