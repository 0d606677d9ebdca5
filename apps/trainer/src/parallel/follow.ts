import { type ArrayBatch, GenlabError } from "@genlab/core";
import { decodeCheckpoint, encodeCheckpoint, restoreCheckpoint } from "@genlab/trainers";
import { prepareData } from "../data/prepare-data.js";
import { chooseEngine } from "../engines/choose-engine.js";
import { createRun, type Run } from "../runs/create-run.js";
import { asSaved } from "../runs/open-run.js";
import { STOP_SIGNALS } from "../training/interruption.js";
import { trainingBatches } from "../training/training-batches.js";
import type { Rank } from "./rank.js";

/** What the others are told of a run before its first step: all of it, and the folder that notes how its images were split. */
interface Told {
  readonly folder: string;
  readonly checkpoint: Uint8Array;
}

/** Gives the others the run as it is. */
export async function lead(rank: Rank, { trainer, config }: Run, folder: string): Promise<void> {
  const place = new TextEncoder().encode(folder);
  const checkpoint = await encodeCheckpoint(trainer, config);
  const bytes = new Uint8Array(4 + place.length + checkpoint.length);
  new DataView(bytes.buffer).setUint32(0, place.length);
  bytes.set(place, 4);
  bytes.set(checkpoint, 4 + place.length);
  await rank.send(bytes);
}

function read(bytes: Uint8Array): Told {
  const start = 4 + new DataView(bytes.buffer).getUint32(0);
  return { folder: new TextDecoder().decode(bytes.subarray(4, start)), checkpoint: bytes.slice(start) };
}

/** Does the steps of a run that the first rank leads, to its end. Returns the exit code. */
export async function follow(rank: Rank): Promise<number> {
  const ignore = () => {}; // the first saves, and tells when it is over
  for (const name of STOP_SIGNALS) process.on(name, ignore);
  try {
    const bytes = await rank.receive();
    if (!bytes) return 0;
    await followRun(rank, read(bytes));
    return 0;
  } catch (cause) {
    throw new GenlabError(`Rank ${rank.rank}: ${(cause as Error).message}`, { cause });
  } finally {
    for (const name of STOP_SIGNALS) process.off(name, ignore);
  }
}

async function followRun(rank: Rank, { folder, checkpoint: bytes }: Told): Promise<void> {
  const checkpoint = decodeCheckpoint(bytes, "what the first rank sent");
  const saved = asSaved(checkpoint.configuration, "The run");
  await chooseEngine(saved);
  const { config, data } = await prepareData(saved, folder, { stream: process.stderr }); // what is on standard output is of the first
  const run = await createRun(config, data, { rank });
  const { trainer } = run;
  await restoreCheckpoint(trainer, checkpoint);
  const batches = trainingBatches(run);
  let group: ArrayBatch[] = [];
  while (await rank.hasNext()) {
    group.push(batches.next().value);
    if (group.length < trainer.batchesPerStep) continue;
    const terms = await trainer.update(...group);
    for (const pending of terms.values()) pending.dispose();
    group = [];
  }
  await trainer.executor.dispose?.();
}
