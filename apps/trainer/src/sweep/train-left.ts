import type { Job, JobFolder, JobResult } from "./job-folder.js";
import type { TrainJobs } from "./train-here.js";

export interface TrainLeftOptions<Folder extends JobFolder> {
  readonly train: TrainJobs<Folder>;
  readonly onResult: (result: JobResult) => void | Promise<void>;
}

/** Has those of some jobs done that are not, and gives the results of all; fewer where it was stopped. */
export async function trainLeft<Folder extends JobFolder>(
  folder: Folder,
  jobs: readonly Job[],
  { train, onResult }: TrainLeftOptions<Folder>,
): Promise<readonly JobResult[]> {
  const before = await folder.results(jobs);
  const results = new Map(before.map((result) => [result.run, result]));
  // one that failed is tried again
  const left = jobs.filter(({ run }) => !results.has(run) || results.get(run)!.failure !== undefined);
  for (const job of left) if (results.delete(job.run)) await folder.forget(job);
  for await (const result of train(folder, left)) {
    results.set(result.run, result);
    await onResult(result);
  }
  return [...results.values()];
}
