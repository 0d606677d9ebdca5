import { join } from "node:path";
import { RunFolder, writeFileAtomically } from "@genlab/trainers/node";
import { gatherRun } from "../report/gather-run.js";
import { escaped, table } from "../report/html.js";
import { reportHtml } from "../report/report-html.js";
import { REPORT } from "../report/write-report.js";
import { describeStatus, type RunStatus, statusOf } from "./status.js";
import type { SweepFolder } from "./sweep-folder.js";

/** More beside each other would be a page that no one reads. */
const MOST = 8;

/** A page of many runs takes long to write: its share of the time is a twentieth at most. */
const [MILLISECONDS_BETWEEN, TIMES_BETWEEN] = [10_000, 20];

/** Of the table of all runs. */
const MOST_ROWS = 200;

/** The page of a sweep: all its runs in a table, and the best side by side. It is written anew while they train, and says so to a browser. */
export class SweepReport {
  readonly #folder: SweepFolder;
  readonly #timer: NodeJS.Timeout;
  #nextAt = Number.NEGATIVE_INFINITY;
  #writing: Promise<void> | undefined;

  constructor(folder: SweepFolder) {
    this.#folder = folder;
    this.#timer = setInterval(() => void this.now(), 1000); // most of which are too soon
  }

  /** Writes it, unless it was written a moment ago. */
  async now(): Promise<void> {
    if (this.#writing || performance.now() < this.#nextAt) return;
    this.#writing = this.#write(MILLISECONDS_BETWEEN / 1000);
    await this.#writing;
    this.#writing = undefined;
  }

  /** Writes it for the last time. */
  async end(): Promise<void> {
    clearInterval(this.#timer);
    await this.#writing;
    await this.#write();
  }

  async #write(again?: number): Promise<void> {
    const begun = performance.now();
    try {
      const runs = await statusOf(this.#folder);
      const best = runs.filter(({ steps }) => steps > 0).slice(0, MOST);
      const gathered = await Promise.all(
        best.map(({ run }) => gatherRun(RunFolder.at(this.#folder.runOf(run)), run, this.#folder.run(run).config)),
      );
      const options = { overview: overviewOf(runs, this.#folder.sweep.goal?.of), again };
      if (gathered.length > 0)
        await writeFileAtomically(join(this.#folder.path, REPORT), reportHtml(gathered, options));
    } catch (error) {
      process.stderr.write(`The page of the sweep was not written: ${(error as Error).message}\n`); // its runs are whole
    }
    const taken = performance.now() - begun;
    this.#nextAt = begun + taken + Math.max(MILLISECONDS_BETWEEN, TIMES_BETWEEN * taken);
  }
}

function overviewOf(runs: readonly RunStatus[], of: string | undefined): string {
  const states = runs.map(({ state }) => state);
  const counts = [...new Set(states)].map((one) => `${states.filter((state) => state === one).length} ${one}`);
  const [heading = [], ...rows] = describeStatus(runs, of);
  const shown = rows.length > MOST_ROWS ? `, the first ${MOST_ROWS} below` : "";
  return `<p>${escaped(`${runs.length} runs: ${counts.join(", ")}${shown}`)}</p>${table(heading, rows.slice(0, MOST_ROWS))}`;
}
