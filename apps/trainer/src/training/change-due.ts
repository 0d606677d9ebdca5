import type { RunFolder } from "@genlab/trainers/node";
import type { PartialConfig } from "../config/run-config.js";
import type { Change } from "../remedies/change.js";
import { readChanges, writeChanges } from "../remedies/changes-file.js";
import { nextChange } from "../remedies/next-change.js";
import { withDifference } from "../resuming/differences.js";
import { phasesOf, type Run } from "../runs/create-run.js";
import type { DiskWriter } from "./disk-writer.js";
import type { HealthWatch } from "./health-watch.js";

/** Settings that a run goes on with from here; its checkpoint has them. */
export interface ToChange {
  readonly changes: readonly Change[];
  readonly config: PartialConfig;
}

export interface ChangeDueOptions {
  readonly folder: RunFolder;
  readonly disk: DiskWriter;
  readonly watch: HealthWatch;
  /** Saves the run with another configuration. */
  readonly save: (config: PartialConfig) => Promise<void>;
}

/** What the doctor changes at the present step, if anything; it is noted, and saved with the run. */
export async function changeDue(
  run: Run,
  { folder, disk, watch, save }: ChangeDueOptions,
): Promise<ToChange | undefined> {
  const { config, trainer, steps } = run;
  const { step } = trainer;
  const { log, health } = watch;
  if (!config.auto || step >= steps || health.at(-1)?.step !== step) return undefined;
  const earlier = await readChanges(folder, step);
  const changes = nextChange({ log, health, config, phases: phasesOf(run), step, changes: earlier });
  if (!changes) return undefined;
  // a run that is broken off between the two goes on from before, and comes to it again
  await disk.write(() => writeChanges(folder, [...earlier, ...changes]));
  const changed = changes.reduce<PartialConfig>(withDifference, config);
  await save(changed);
  disk.requireSpace();
  return { changes, config: changed };
}
