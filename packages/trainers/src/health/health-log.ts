import { readFile } from "node:fs/promises";
import type { RunFolder } from "../run-folder.js";
import { appendWhole, writeFileAtomically } from "../write-file.js";
import type { HealthRecord } from "./health-record.js";

const HEALTH_LOG = "health.jsonl";

/** The health of a run in its folder, a line for each record. */
export class HealthLog {
  readonly #path: string;

  private constructor(path: string) {
    this.#path = path;
  }

  /**
   * Opens the log of a run that goes on: lines of later steps, and of how it ended, are dropped, for it will write them again.
   *
   * @param step steps done
   */
  static async open(folder: RunFolder, step: number): Promise<HealthLog> {
    const path = folder.file(HEALTH_LOG);
    const text = await textIn(path);
    const kept = recordsIn(text).filter((record) => record.step <= step && record.failure === undefined);
    const left = kept.map(lineOf).join("");
    if (left !== text) await writeFileAtomically(path, left); // a line that was cut short would spoil the next one
    return new HealthLog(path);
  }

  /** @throws GenlabError where the disk refuses. */
  async append(record: HealthRecord): Promise<void> {
    await appendWhole(this.#path, lineOf(record));
  }
}

/** What was measured of a run, by step. A line that is no record, as where a crash cut one short, is left out. */
export async function readHealth(folder: RunFolder): Promise<readonly HealthRecord[]> {
  return recordsIn(await textIn(folder.file(HEALTH_LOG)));
}

const textIn = (path: string) =>
  readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return "";
    throw error;
  });

const recordsIn = (text: string) => text.split("\n").flatMap((line) => recordIn(line) ?? []);

const lineOf = (record: HealthRecord) => `${JSON.stringify(record)}\n`;

function recordIn(line: string): HealthRecord | undefined {
  try {
    // JSON has null for what is not finite
    const record: unknown = JSON.parse(line, (_, value) => (value === null ? Number.NaN : value));
    const isRecord = typeof record === "object" && record !== null && Number.isSafeInteger(Reflect.get(record, "step"));
    return isRecord ? (record as HealthRecord) : undefined;
  } catch {
    return undefined;
  }
}
