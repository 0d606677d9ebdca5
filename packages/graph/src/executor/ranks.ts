/** Processes that train the same model at the same time, each on its part of every batch. */
export interface Ranks {
  /** This one, from 0. */
  readonly rank: number;
  readonly count: number;
  /**
   * Puts into each array the mean of what all ranks have in theirs. All call it, in the same order, with arrays of the same lengths; what
   * it puts there is the same to the bit on each.
   */
  average(arrays: readonly Float32Array[]): Promise<void>;
}
