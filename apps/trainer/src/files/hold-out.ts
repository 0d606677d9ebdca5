import type { Rng } from "@genlab/core";

const TEST_SHARE = 0.1;
const MOST_TESTED = 1000;

/** Indices of a tenth of the examples, 1000 at most, drawn evenly and in order. */
export function holdOut(count: number, rng: Rng): readonly number[] {
  const wanted = Math.min(MOST_TESTED, Math.ceil(TEST_SHARE * count));
  const drawn = new Set<number>();
  const draws = rng.fork("held out");
  while (drawn.size < wanted) drawn.add(Math.floor(draws.random() * count));
  return [...drawn].sort((a, b) => a - b);
}
