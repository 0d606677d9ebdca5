import { join } from "node:path";
import { commandLine } from "../../terminal/caller.js";
import { quoted } from "../../terminal/tool.js";
import type { SweepFolder } from "../sweep-folder.js";
import type { EmitOptions } from "./emit-options.js";

/** A batch script of an array job, with a task for each run. https://slurm.schedmd.com/job_array.html */
export function slurmScript({ path, runs }: SweepFolder, name: string, { threads, words }: EmitOptions): string {
  return `#!/bin/bash
#SBATCH --job-name=${name.replaceAll(/[^\w.-]/g, "-")}
#SBATCH --array=0-${runs.length - 1}
#SBATCH --cpus-per-task=${threads}
#SBATCH --output="${join(path, "logs", "slurm-%a.log")}"
#SBATCH --requeue
# a run is saved where its time is over, or its machine is wanted: the same command goes on with it
#SBATCH --signal=B:TERM@60
exec ${commandLine("sweep", path, "--only")} "$SLURM_ARRAY_TASK_ID" ${words.map(quoted).join(" ")}
`;
}
