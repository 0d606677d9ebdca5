import { GenlabError } from "@genlab/core";
import { sizeOf } from "../shapes.js";
import type { Draw } from "../trace-rng.js";
import type { Ranks } from "./ranks.js";

/** Numbers of a draw as all ranks make them, and of those what one takes. */
export interface RankDraw {
  /** What is drawn, to be filled anew before each run. */
  readonly filled: Float32Array;
  /** What of it is this rank's, after `take`. */
  readonly own: Float32Array;
  take(): void;
}

export interface RankDrawOptions {
  /** What errors call the program. */
  readonly program: string;
  /** The same draw of a program for the whole batch. */
  readonly whole: Draw | undefined;
  readonly ranks: Ranks;
}

/** A draw that is all of one process. */
export function plainDraw({ shape }: Draw): RankDraw {
  const filled = new Float32Array(sizeOf(shape));
  return { filled, own: filled, take: () => {} };
}

/**
 * A draw of a rank: along the axis that is longer in the whole batch, which is that of examples, its part of what one process with the whole batch
 * would draw. A draw that has the same shape there is the same on all ranks.
 *
 * @throws GenlabError where it has no such axis, or several.
 */
export function rankDraw(draw: Draw, { program, whole, ranks: { rank, count } }: RankDrawOptions): RankDraw {
  const { shape } = draw;
  const grown = shape.flatMap((size, axis) => (whole?.shape[axis] === size ? [] : [axis]));
  const [axis] = grown;
  const isSame = whole?.shape.length === shape.length && whole.stream === draw.stream;
  if (isSame && axis === undefined) return plainDraw(draw);
  if (!isSame || grown.length > 1 || whole.shape[axis!] !== shape[axis!]! * count) {
    throw new GenlabError(
      `"${program}" draws numbers of shape [${shape}] for a part of a batch and [${whole?.shape ?? "none"}] for all of it: which of ` +
        `them are for one of ${count} ranks is not known. Train it in one process.`,
    );
  }
  const filled = new Float32Array(sizeOf(whole.shape));
  const [rows, length] = [sizeOf(shape.slice(0, axis)), sizeOf(shape.slice(axis))];
  const partAt = (row: number) => filled.subarray((row * count + rank) * length, (row * count + rank + 1) * length);
  if (rows === 1) return { filled, own: partAt(0), take: () => {} };
  const own = new Float32Array(rows * length);
  const take = () => {
    for (let row = 0; row < rows; row++) own.set(partAt(row), row * length);
  };
  return { filled, own, take };
}
