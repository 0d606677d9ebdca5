/** Axes that are neighbours, all of them reduced or none. */
export interface Run {
  size: number;
  readonly isReduced: boolean;
}

/** A shape as few axes, of which those that are reduced and those that are kept take turns; one that is reduced at least. */
export function runsOf(shape: readonly number[], axes: readonly number[]): Run[] {
  const runs: Run[] = [];
  for (const [axis, size] of shape.entries()) {
    if (size === 1) continue;
    const isReduced = axes.includes(axis);
    const last = runs.at(-1);
    if (last?.isReduced === isReduced) last.size *= size;
    else runs.push({ size, isReduced });
  }
  // of axes of one entry alone, or of none
  return runs.some(({ isReduced }) => isReduced) ? runs : [...runs, { size: 1, isReduced: true }];
}
