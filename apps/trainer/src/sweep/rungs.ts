import { compareBy } from "./goal.js";
import type { Job, JobResult } from "./job-folder.js";
import type { PlannedRun } from "./plan-runs.js";
import type { Sweep } from "./sweep-schema.js";

/** What is to be trained, one list after the other; each takes the results of the list before. */
export async function* rungs(
  { halving, goal }: Sweep,
  runs: readonly PlannedRun[],
): AsyncGenerator<readonly Job[], void, readonly JobResult[]> {
  if (!halving || !goal) {
    yield runs.map(({ name }) => ({ run: name, steps: null }));
    return;
  }
  const { first, factor = 3 } = halving;
  const endOf = new Map(runs.map(({ name, config }) => [name, config.steps!])); // it was checked
  const better = compareBy(goal);
  let left = runs.map(({ name }) => name);
  for (let steps = first; left.length > 0; steps *= factor) {
    const isLast = left.every((name) => endOf.get(name)! <= steps);
    const results = yield left.map((name) => ({ run: name, steps: Math.min(steps, endOf.get(name)!) }));
    if (isLast) return;
    const alive = results.flatMap(({ run, value }) => (value === null ? [] : [{ run, value }]));
    alive.sort((a, b) => better(a.value, b.value) || (a.run < b.run ? -1 : 1)); // the order in which they end says nothing
    left = alive.slice(0, Math.ceil(left.length / factor)).map(({ run }) => run);
  }
}
