import { rungs } from "./rungs.js";
import type { JobResult, SweepFolder } from "./sweep-folder.js";
import type { TrainJobs } from "./train-here.js";

export interface RunSweepOptions {
  readonly train: TrainJobs;
  readonly onResult: (result: JobResult) => void | Promise<void>;
}

/** Trains what is not trained yet. False where it was stopped before all was. */
export async function runSweep(folder: SweepFolder, { train, onResult }: RunSweepOptions): Promise<boolean> {
  const lists = rungs(folder.sweep, folder.runs);
  for (let list = await lists.next(); !list.done; ) {
    const before = await folder.results(list.value);
    const results = new Map(before.map((result) => [result.run, result]));
    // one that failed is tried again when the sweep is begun again
    const left = list.value.filter(({ run }) => !results.has(run) || results.get(run)!.failure !== undefined);
    for (const job of left) await folder.forget(job);
    for (const { run } of left) results.delete(run);
    for await (const result of train(folder, left)) {
      results.set(result.run, result);
      await onResult(result);
    }
    if (results.size < list.value.length) return false;
    list = await lists.next([...results.values()]);
  }
  return true;
}
