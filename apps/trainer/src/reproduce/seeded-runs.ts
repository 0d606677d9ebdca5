/** Which set-ups run, and how often. */
export interface SeededRunsOptions<Run> {
  /** Names of set-ups. */
  readonly models: readonly string[];
  /** Runs of each, with the seeds 0, 1, … */
  readonly seeds: number;
  readonly onRun: (model: string, run: Run) => void;
}

/** A set-up and its runs. */
export interface SeededRuns<Setup, Run> {
  readonly setup: Setup;
  readonly runs: readonly Run[];
}

/** What one seed of one set-up is. */
export interface Seeded<Setup> {
  readonly name: string;
  readonly setup: Setup;
  readonly seed: number;
}

/** Runs every set-up with every seed, one after another. */
export async function seededRuns<Setup, Run>(
  setups: Readonly<Record<string, Setup>>,
  { models, seeds, onRun }: SeededRunsOptions<Run>,
  runOnce: (seeded: Seeded<Setup>) => Promise<Run>,
): Promise<readonly SeededRuns<Setup, Run>[]> {
  const results: SeededRuns<Setup, Run>[] = [];
  for (const name of models) {
    const setup = setups[name]!;
    const runs: Run[] = [];
    for (let seed = 0; seed < seeds; seed++) {
      const run = await runOnce({ name, setup, seed });
      runs.push(run);
      onRun(name, run);
    }
    results.push({ setup, runs });
  }
  return results;
}
