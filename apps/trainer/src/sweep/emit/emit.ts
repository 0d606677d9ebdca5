import { basename, join } from "node:path";
import { writeFileAtomically } from "@genlab/trainers/node";
import { forCaller } from "../../terminal/caller.js";
import { quoted } from "../../terminal/tool.js";
import { type Machine, threadsOf } from "../machine.js";
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

/** As many threads as the run that has most; and no other machine is at a run whose task is started again. */
function optionsFor({ runs }: SweepFolder, machine: Machine): EmitOptions {
  const threads = Math.max(...runs.map(({ config }) => threadsOf(machine, config)));
  const words = Object.entries(machine).flatMap(([name, value]) =>
    value === undefined ? [] : [`--${name}`, `${value}`],
  );
  return { threads, words: ["--others-are-gone", ...words] };
}

/** Writes the file into the sweep's folder; returns the command that takes it. */
export async function emit(folder: SweepFolder, kind: EmitKind, machine: Machine): Promise<string> {
  const { file, write, command } = kinds[kind];
  const path = join(folder.path, file);
  await writeFileAtomically(path, write(folder, basename(folder.path), optionsFor(folder, machine)));
  return `${command} ${quoted(forCaller(path))}`;
}
