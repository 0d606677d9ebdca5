import { rm } from "node:fs/promises";
import { basename } from "node:path";
import { GenlabError } from "@genlab/core";
import { writeFileAtomically } from "@genlab/trainers/node";
import type { PartOptions } from "../config/part-options.js";
import type { OutputPlace } from "../outputs/output-place.js";
import type { JobResult } from "../sweep/job-folder.js";
import { openRedis } from "../sweep/redis-queue.js";
import { trainByQueue } from "../sweep/train-by-queue.js";
import { trainHere } from "../sweep/train-here.js";
import { trainLeft } from "../sweep/train-left.js";
import { forCaller } from "../terminal/caller.js";
import { counted, describeSeconds } from "../terminal/words.js";
import { exitCodeOf, listenForInterruption, type StopSignal } from "../training/interruption.js";
import { joinParts } from "./join-parts.js";
import { beginParts, type PartsFolder, type PartsWork } from "./parts-folder.js";
import { runPart } from "./run-part.js";

/**
 * Has processes make what a command makes, each a part at a time, and joins the parts: the file is that of one process, bit for bit. Parts are
 * kept beside it until then; where it was broken off, those that are done are not made again.
 *
 * @returns the exit code
 * @throws GenlabError where a part failed after its tries; it is named.
 */
export async function inParts(target: OutputPlace, work: PartsWork, { workers = 1, queue }: PartOptions) {
  const redis = queue === undefined ? undefined : await openRedis(queue);
  const folder = await beginParts(`${target.path}.parts`, work);
  const { stdout } = process;
  const many = counted(folder.parts.length, "part", "parts");
  stdout.write(`${counted(work.count, "example", "examples")} in ${many}: ${forCaller(folder.path)}\n`);
  const interruption = listenForInterruption(() => {});
  const { signal } = interruption;
  const train = redis
    ? trainByQueue({ redis, name: basename(folder.path), signal })
    : trainHere<PartsFolder>({ parallel: workers, work: runPart, signal });
  try {
    const jobs = folder.parts.map(({ name }) => ({ run: name, steps: null }));
    const results = await trainLeft(folder, jobs, {
      train,
      onResult: (result) => void stdout.write(`${lineOf(folder, result)}\n`),
    });
    if (results.length < jobs.length) {
      stdout.write("Stopped. Parts that are done are kept: the same command makes the others.\n");
      return exitCodeOf(signal.reason as StopSignal);
    }
    refuseFailures(results);
  } finally {
    interruption.stop();
  }
  await writeFileAtomically(target.path, await joinParts(folder));
  await rm(folder.path, { recursive: true, force: true });
  stdout.write(`${forCaller(target.path)} (${counted(work.count, "example", "examples")})\n`);
  return 0;
}

const lineOf = ({ parts }: PartsFolder, { run, seconds, failure }: JobResult): string =>
  failure === undefined ? `${run} of ${parts.length}: done after ${describeSeconds(seconds)}` : `${run}: failed`;

function refuseFailures(results: readonly JobResult[]): void {
  const failed = results.filter(({ failure }) => failure !== undefined);
  if (failed.length === 0) return;
  throw new GenlabError(
    `${failed.length} of ${counted(results.length, "part", "parts")} failed. ${failed[0]!.failure} Parts that are done are kept: the same command tries the others again.`,
  );
}
