import { describe, GenlabError } from "@genlab/base";

/** A forkable stream of random numbers; the `Rng` of `@genlab/core` is one. */
export interface RandomSource {
  /** A float in [0, 1). */
  random(): number;
  /** An independent stream, which depends on the seed and the label alone, not on what was drawn before. */
  fork(label: string): RandomSource;
}

/** Refuses what is no stream of random numbers: a seed, or a function. */
export function checkRandomSource(owner: string, rng: RandomSource): void {
  const { random, fork } = (rng ?? {}) as Partial<RandomSource>;
  if (typeof random === "function" && typeof fork === "function") return;
  throw new GenlabError(
    `\`rng\` of ${owner} is ${describe(rng)}. Give a stream of random numbers, such as \`createRng(seed)\` of @genlab/core.`,
  );
}
