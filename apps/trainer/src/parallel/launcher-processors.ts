import { readFileSync } from "node:fs";
import { launchOf } from "./mpi.js";

/**
 * How many processors may be used by what started the processes of an `mpirun`, where those may use less because it has bound them: Open MPI's
 * binds each to a core or a socket unless it has `--bind-to none`. Undefined where it has not, and where that cannot be known.
 */
export function launcherProcessors(): number | undefined {
  if (process.platform !== "linux") return undefined;
  try {
    let id = "self";
    // between the two may be others, such as npx
    while (isLaunched(id)) id = fieldOf(statusOf(id), "PPid");
    const [own, all] = [processorsOf("self"), processorsOf(id)];
    return all > own ? all : undefined;
  } catch {
    return undefined; // such as that of another user
  }
}

const statusOf = (id: string): string => readFileSync(`/proc/${id}/status`, "utf8");

const fieldOf = (status: string, name: string): string => new RegExp(`^${name}:\\s*(.*)$`, "m").exec(status)![1]!;

const processorsOf = (id: string): number => countOf(fieldOf(statusOf(id), "Cpus_allowed_list"));

/** Of a list of the kernel's, such as `0-3,8`. */
export const countOf = (list: string): number =>
  list.split(",").reduce((sum, part) => {
    const [first, last = first] = part.split("-").map(Number);
    return sum + last! - first! + 1;
  }, 0);

function isLaunched(id: string): boolean {
  const words = readFileSync(`/proc/${id}/environ`, "utf8").split("\0");
  return launchOf(Object.fromEntries(words.map((word) => word.split("=", 2)))) !== undefined;
}
