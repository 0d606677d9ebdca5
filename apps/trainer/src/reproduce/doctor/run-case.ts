import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { take } from "@genlab/data";
import type { RunFigures } from "@genlab/trainers";
import { RunFolder, readHealth } from "@genlab/trainers/node";
import type { PartialConfig, RunConfig } from "../../config/run-config.js";
import { settleStages } from "../../config/settle-stages.js";
import { prepareData } from "../../data/prepare-data.js";
import type { EngineConfig } from "../../engines/engine-config.js";
import type { Change } from "../../remedies/change.js";
import { readChanges } from "../../remedies/changes-file.js";
import { createRun, type Run } from "../../runs/create-run.js";
import { rngFor } from "../../runs/rng-for.js";
import { trainWithRemedies } from "../../training/train-with-remedies.js";
import { TrainingFailure } from "../../training/training-failure.js";
import { configFor, type ImageSetup } from "../image-runs.js";
import type { DoctorCase } from "./doctor-case.js";

/** What all runs have that say nothing else. */
const COMMON = { batchSize: 32, steps: 500, reportEvery: 5, healthEvery: 5, evaluateEvery: 2 };
const FEWER = { batchSize: 12, evaluateEvery: 25 };

export interface RunCaseOptions {
  readonly seed: number;
  readonly engine: EngineConfig;
  /** What differs from the case's configuration. Default: nothing. */
  readonly changes?: PartialConfig;
}

export interface CaseFigures extends RunFigures {
  /** What the doctor changed, with `auto`. */
  readonly changes: readonly Change[];
}

/** Trains a run as `genlab train` does, and returns what was measured of it. */
export async function runCase(one: DoctorCase, { seed, engine, changes }: RunCaseOptions): Promise<CaseFigures> {
  const setup = { model: { type: "autoencoder" }, ...COMMON, ...(one.examples && FEWER), ...one.config, ...changes };
  const { config: given, data } = await prepareData(configFor(setup as ImageSetup, { seed, ...engine }));
  const train = one.examples === undefined ? data.train : take(data.train, one.examples);
  const config: RunConfig = settleStages(given, train);
  const { create } = one;
  const made = create && { modelOf: (config: RunConfig) => create(rngFor(config, "model")) };
  let run = await createRun(config, { ...data, train }, { ...(made && { model: made.modelOf(config) }) });
  const path = await mkdtemp(join(tmpdir(), "genlab-doctor-"));
  try {
    const folder = await RunFolder.create(join(path, "run"), config);
    await folder.save(run.trainer, config); // to go back to, as `genlab train` does
    const observer = { reported() {}, evaluated() {}, faulty() {}, changed() {}, noted() {} };
    const { signal } = new AbortController();
    const onRun = (next: Run) => {
      run = next;
    };
    await trainWithRemedies(run, { folder, seconds: 0, signal, observer, onRun, ...made }).catch((error: unknown) => {
      if (!(error instanceof TrainingFailure)) throw error;
    });
    return { log: await folder.metrics(), health: await readHealth(folder), changes: await readChanges(folder) };
  } finally {
    await run.trainer.executor.dispose?.();
    run.trainer.dispose();
    await rm(path, { recursive: true });
  }
}
