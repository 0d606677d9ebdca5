import { readdirSync, readFileSync } from "node:fs";
import { availableParallelism } from "node:os";

const PROCESSORS = "/sys/devices/system/cpu";

/** Processors that this process may use; on Linux no more than there are cores, whose second threads share their arithmetic. */
export function coreCount(): number {
  const available = availableParallelism();
  try {
    const processors = readdirSync(PROCESSORS).filter((name) => /^cpu\d+$/.test(name));
    const cores = processors.map((name) => readFileSync(`${PROCESSORS}/${name}/topology/thread_siblings_list`, "utf8"));
    return Math.min(available, new Set(cores).size);
  } catch {
    return available;
  }
}
