import { rungs } from "./rungs.js";
import type { SweepFolder } from "./sweep-folder.js";
import { type TrainLeftOptions, trainLeft } from "./train-left.js";

/** Trains what is not trained yet. False where it was stopped before all was. */
export async function runSweep(folder: SweepFolder, options: TrainLeftOptions<SweepFolder>): Promise<boolean> {
  const lists = rungs(folder.sweep, folder.runs);
  for (let list = await lists.next(); !list.done; ) {
    const results = await trainLeft(folder, list.value, options);
    if (results.length < list.value.length) return false;
    list = await lists.next(results);
  }
  return true;
}
