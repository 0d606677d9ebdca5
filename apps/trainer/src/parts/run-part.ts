import { GenlabError } from "@genlab/core";
import type { Job, JobResult } from "../sweep/job-folder.js";
import { once, type RunJobOptions, StoppedError } from "../sweep/run-job.js";
import { genlab, lastLine } from "../sweep/tool-process.js";
import type { Part, PartsFolder, PartsWork } from "./parts-folder.js";

/**
 * Makes a part in a process of its own, and writes that it is done.
 *
 * @throws StoppedError after `signal`, BusyError where another process is at it, and GenlabError where it failed.
 */
export function runPart(folder: PartsFolder, job: Job, options: RunJobOptions): Promise<JobResult> {
  const part = folder.parts.find(({ name }) => name === job.run);
  if (!part) throw new GenlabError(`There is no part ${job.run}: there are ${folder.parts.length}, from 0.`);
  return once(folder, job, options, async () => {
    const log = folder.logOf(job.run);
    const begun = performance.now();
    const words = [...wordsOf(folder.work, part, options.machine?.engine), `--out=${folder.fileOf(job.run)}`];
    const code = await genlab([...words, "--overwrite"], log, options.signal);
    if (options.signal.aborted) throw new StoppedError(`Part ${job.run} was stopped.`);
    if (code !== 0) throw new GenlabError(`Part ${job.run} ended with ${code}: ${await lastLine(log)}`);
    const result = { ...job, value: null, seconds: (performance.now() - begun) / 1000 };
    await folder.write(result);
    return result;
  });
}

function wordsOf({ command, run, step, options }: PartsWork, { start, end }: Part, engine = options.engine) {
  const { set = {}, dataDir, mixture, engine: _, ...others } = options;
  return [
    command,
    run,
    `--examples=${start}:${end}`,
    `--at-step=${step}`,
    ...Object.entries(others).map(([name, value]) => `--${name}=${value}`),
    ...Object.entries(set).map(([path, value]) => `--set=${path}=${JSON.stringify(value)}`),
    ...(dataDir === undefined ? [] : [`--data-dir=${dataDir}`]),
    ...(mixture ? ["--mixture"] : []),
    ...(engine === undefined ? [] : [`--engine=${engine}`]),
  ];
}
