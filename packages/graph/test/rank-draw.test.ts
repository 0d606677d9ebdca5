import { expect, it } from "vitest";
import { rankDraw } from "../src/executor/rank-draw.js";
import type { Draw } from "../src/trace-rng.js";

const draw = (...shape: readonly number[]): Draw => ({
  ...{ name: "draw/0", shape, distribution: "normal", min: 0, max: 1, stream: 0 },
});
const ranks = (rank: number) => ({ rank, count: 2, average: async () => {} });

/** What each of two ranks takes of a draw whose numbers count on. */
const taken = (part: readonly number[], whole: readonly number[]) =>
  [0, 1].map((rank) => {
    const made = rankDraw(draw(...part), { program: "vae", whole: draw(...whole), ranks: ranks(rank) });
    for (let i = 0; i < made.filled.length; i++) made.filled[i] = i;
    made.take();
    return [...made.own];
  });

it("a rank takes its part of a draw along the axis of examples, wherever that is", () => {
  expect(taken([1, 2], [2, 2])).toEqual([
    [0, 1],
    [2, 3],
  ]);
  // [samples, batch, latent]
  expect(taken([2, 1, 2], [2, 2, 2])).toEqual([
    [0, 1, 4, 5],
    [2, 3, 6, 7],
  ]);
  // [latent, batch]
  expect(taken([2, 2], [2, 4])).toEqual([
    [0, 1, 4, 5],
    [2, 3, 6, 7],
  ]);
});

it("a draw of a shape that no batch changes is the same on all ranks", () => {
  expect(taken([4, 1], [4, 1])).toEqual([
    [0, 1, 2, 3],
    [0, 1, 2, 3],
  ]);
});

it("a draw of which it is not clear whose its numbers are is refused", () => {
  expect(() => taken([2, 2], [4, 4])).toThrowErrorMatchingInlineSnapshot(
    `[GenlabError: "vae" draws numbers of shape [2,2] for a part of a batch and [4,4] for all of it: which of them are for one of 2 ranks is not known. Train it in one process.]`,
  );
  expect(() => taken([3], [5])).toThrow("shape [3] for a part of a batch and [5] for all of it");
  expect(() => rankDraw(draw(2), { program: "vae", whole: undefined, ranks: ranks(0) })).toThrow("[none]");
});
