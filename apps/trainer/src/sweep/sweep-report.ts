import { join } from "node:path";
import { RunFolder, writeFileAtomically } from "@genlab/trainers/node";
import { gatherRun } from "../report/gather-run.js";
import { reportHtml } from "../report/report-html.js";
import { REPORT } from "../report/write-report.js";
import { statusOf } from "./status.js";
import type { SweepFolder } from "./sweep-folder.js";

/** More beside each other would be a page that no one reads. */
const MOST = 8;

/** A page of many runs takes long to write: its share of the time is a twentieth at most. */
const [MILLISECONDS_BETWEEN, TIMES_BETWEEN] = [10_000, 20];

/** The page of a sweep: its best runs side by side, written as results come. */
export class SweepReport {
  readonly #folder: SweepFolder;
  #nextAt = Number.NEGATIVE_INFINITY;

  constructor(folder: SweepFolder) {
    this.#folder = folder;
  }

  /** Writes it, unless it was written a moment ago. */
  async now(): Promise<void> {
    if (performance.now() > this.#nextAt) await this.end();
  }

  async end(): Promise<void> {
    const begun = performance.now();
    const runs = (await statusOf(this.#folder)).filter(({ steps }) => steps > 0).slice(0, MOST);
    try {
      const gathered = await Promise.all(
        runs.map(({ run }) => gatherRun(RunFolder.at(this.#folder.runOf(run)), run, this.#folder.run(run).config)),
      );
      if (gathered.length > 0) await writeFileAtomically(join(this.#folder.path, REPORT), reportHtml(gathered));
    } catch (error) {
      process.stderr.write(`The page of the sweep was not written: ${(error as Error).message}\n`); // its runs are whole
    }
    const taken = performance.now() - begun;
    this.#nextAt = begun + taken + Math.max(MILLISECONDS_BETWEEN, TIMES_BETWEEN * taken);
  }
}
