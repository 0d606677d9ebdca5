import { stat } from "node:fs/promises";
import { RunFolder } from "@genlab/trainers/node";
import type { Run } from "../runs/create-run.js";
import { commandLine, forCaller } from "../terminal/caller.js";

/** A run that had begun could not go on. What it saved before is whole. */
export class TrainingFailure extends Error {
  override readonly name = "TrainingFailure";
}

/** The failure of a run, with what is left of it, and where. */
export async function trainingFailure(cause: unknown, run: Run, folder: RunFolder): Promise<TrainingFailure> {
  const reason = cause instanceof Error ? cause.message : String(cause);
  const isThere = await stat(folder.path).catch(() => undefined);
  const left = isThere ? await leftIn(folder) : await rescued(run, folder);
  return new TrainingFailure(`${reason}\n${left}`, { cause });
}

async function leftIn({ path }: RunFolder): Promise<string> {
  const place = forCaller(path);
  try {
    const { checkpoint, faults } = await RunFolder.open(path);
    const damaged = faults.length > 0 ? " A later one is damaged." : "";
    return `The last checkpoint of the run, of step ${checkpoint.step}, is still in ${place}.${damaged}`;
  } catch {
    return `No whole checkpoint is left in ${place}.`;
  }
}

/** Saves what a run has in memory beside its folder, which is no longer there. */
async function rescued(run: Run, { path }: RunFolder): Promise<string> {
  const { config, trainer } = run;
  const gone = `The run folder ${forCaller(path)} is gone, with its log and its checkpoints.`;
  const other = `${path}-rescued-${trainer.step}`;
  try {
    const folder = await RunFolder.create(other, config);
    await folder.save(trainer, config);
    return `${gone} What was learned up to step ${trainer.step} is saved in ${forCaller(other)}: ${commandLine("resume", forCaller(other))}`;
  } catch (error) {
    return `${gone} What was learned up to step ${trainer.step} could not be saved elsewhere: ${(error as Error).message}`;
  }
}
