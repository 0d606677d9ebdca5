/** A forkable stream of random numbers; the `Rng` of `@genlab/core` is one. */
export interface RandomSource {
  /** A float in [0, 1). */
  random(): number;
  /** An independent stream, which depends on the seed and the label alone, not on what was drawn before. */
  fork(label: string): RandomSource;
}
