import { basename, join } from "node:path";
import { GenlabError } from "@genlab/core";
import { writeFileAtomically } from "@genlab/trainers/node";
import { forCaller } from "../../terminal/caller.js";
import type { SweepFolder } from "../sweep-folder.js";
import type { EmitOptions } from "./emit-options.js";
import { kubernetesJob } from "./kubernetes.js";
import { slurmScript } from "./slurm.js";

/** What others than GenLab can be given the runs of a sweep as: the file, what is in it, and what takes it. */
const kinds = {
  slurm: { file: "slurm.sh", write: slurmScript, command: "sbatch" },
  kubernetes: { file: "job.yaml", write: kubernetesJob, command: "kubectl apply -f" },
};

export type EmitKind = keyof typeof kinds;

export const EMIT_KINDS = Object.keys(kinds) as readonly EmitKind[];

/** Writes the file into the sweep's folder; returns the command that takes it. */
export async function emit(folder: SweepFolder, kind: EmitKind, options: EmitOptions): Promise<string> {
  if (folder.sweep.halving) {
    throw new GenlabError(
      '"halving" needs one who looks at all runs, which a job array has not. Leave it out, or train with --queue.',
    );
  }
  const { file, write, command } = kinds[kind];
  const path = join(folder.path, file);
  await writeFileAtomically(path, write(folder, basename(folder.path), options));
  return `${command} ${forCaller(path)}`;
}
