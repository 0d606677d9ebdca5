import type { Model } from "@genlab/core";
import { EagerExecutor, type Trainer } from "@genlab/trainers";
import type { RunFolder } from "@genlab/trainers/node";
import { checkConfig } from "../config/check-config.js";
import type { PartialConfig, RunConfig } from "../config/run-config.js";
import type { Change } from "../remedies/change.js";
import { readChanges, writeChanges } from "../remedies/changes-file.js";
import { nextChange, partedAt, withoutChange } from "../remedies/next-change.js";
import { withDifference } from "../resuming/differences.js";
import { createRun, phasesOf, type Run } from "../runs/create-run.js";
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
  /** Saves the run, or one in its place, with another configuration. */
  readonly save: (config: PartialConfig, trainer?: Trainer) => Promise<void>;
  /** Of a run that begins anew. Default: the model of the configuration. */
  readonly modelOf?: (config: RunConfig) => Model;
}

/** What the doctor changes at the present step, if anything; it is noted, and saved with the run. */
export async function changeDue(
  run: Run,
  { folder, disk, watch, save, modelOf }: ChangeDueOptions,
): Promise<ToChange | undefined> {
  const { config, trainer, steps } = run;
  const { step } = trainer;
  const { log, health } = watch;
  if (!config.auto || step >= steps || health.at(-1)?.step !== step) return undefined;
  const earlier = await readChanges(folder, step);
  const changes = nextChange({ log, health, config, phases: phasesOf(run), step, changes: earlier });
  if (!changes) return undefined;
  // a run that is broken off between the two goes on from before, and comes to it again
  const since = changes[0]!.since!;
  const [kept, dropped] = partedAt(earlier, since);
  const before = dropped.reduceRight(withoutChange, config as PartialConfig);
  const changed = changes.reduce<PartialConfig>(withDifference, before);
  if (since < step) await saveNew(changed, run, { save, ...(modelOf && { modelOf }) });
  await disk.write(() => writeChanges(folder, [...kept, ...changes]));
  if (since === step) await save(changed);
  disk.requireSpace();
  return { changes, config: changed };
}

/** Saves the run as it would begin. */
async function saveNew(
  changed: PartialConfig,
  { data }: Run,
  { save, modelOf }: Pick<ChangeDueOptions, "save" | "modelOf">,
): Promise<void> {
  const config = checkConfig(changed, "The configuration");
  const parts = { executor: new EagerExecutor(), ...(modelOf && { model: modelOf(config) }) };
  const { trainer } = await createRun(config, data, parts);
  await save(changed, trainer);
  trainer.dispose();
}
