import { appendFile, readFile } from "node:fs/promises";
import { arch, availableParallelism, cpus, platform, release, totalmem } from "node:os";
import type { RunFolder } from "@genlab/trainers/node";
import { version } from "../version.js";
import type { Environment } from "./report-run.js";

const FILE = "environment.jsonl";

/** Notes where and when a run trains, from a step on. */
export async function noteEnvironment(
  folder: RunFolder,
  { step, engine }: { readonly step: number; readonly engine: string },
): Promise<void> {
  const environment: Environment = {
    step,
    started: new Date().toISOString(),
    genlab: version,
    engine,
    node: process.version,
    system: `${platform()} ${release()} ${arch()}`,
    processor: cpus()[0]?.model ?? "unknown",
    cores: availableParallelism(),
    memory: `${(totalmem() / 2 ** 30).toFixed(1)} GiB`,
  };
  await appendFile(folder.file(FILE), `${JSON.stringify(environment)}\n`);
}

/** A line that is none, as where a crash cut one short, is left out. */
export async function readEnvironments(folder: RunFolder): Promise<readonly Environment[]> {
  const text = await readFile(folder.file(FILE), "utf8").catch(() => "");
  return text.split("\n").flatMap((line) => {
    try {
      return [JSON.parse(line) as Environment];
    } catch {
      return [];
    }
  });
}
