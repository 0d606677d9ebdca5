import type { RandomSource } from "@genlab/data";

/** Park and Miller's generator: poor, small, and enough for tests. */
export function seeded(seed: number): RandomSource {
  let state = (seed % 2147483646) + 1;
  return {
    random() {
      state = (state * 48271) % 2147483647;
      return (state - 1) / 2147483646;
    },
    fork(label) {
      let hash = seed;
      for (const character of label) hash = (hash * 31 + character.charCodeAt(0)) % 2147483647;
      return seeded(hash);
    },
  };
}

/** Gives these numbers, in turn. */
export function scripted(...numbers: readonly number[]): RandomSource {
  let position = 0;
  const source: RandomSource = { random: () => numbers[position++ % numbers.length]!, fork: () => source };
  return source;
}
