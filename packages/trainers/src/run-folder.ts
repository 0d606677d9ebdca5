import { readdir, rename, rm, stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import { GenlabError, requireCounts } from "@genlab/core";
import { type Checkpoint, encodeCheckpoint } from "./checkpoint.js";
import { CHECKPOINT, FORMER, findCheckpoint, keepCheckpoint, readCheckpoint, requirePath } from "./checkpoint-files.js";
import { jsonText } from "./json-text.js";
import { makeFolder } from "./make-folder.js";
import { type Metrics, type ReadMetricsOptions, readMetrics } from "./metrics-log.js";
import type { Trainer } from "./trainer.js";
import { appendWhole, syncFile, writeFileAtomically } from "./write-file.js";

/** A run that was saved. */
export interface OpenedRun {
  readonly folder: RunFolder;
  /** The last one that is whole. */
  readonly checkpoint: Checkpoint;
  /** What is wrong with later ones, a sentence each. Empty where the checkpoint is the last that was saved. */
  readonly faults: readonly string[];
}

export interface SaveOptions {
  /** Of the file. Default: that of the checkpoint that a run goes on from; the one before is kept beside it. */
  readonly name?: string;
  /** How many checkpoints also stay under the number of their step, in `checkpoints`. Default 0. */
  readonly keep?: number;
}

/** The folder of a run: `config.json`, `metrics.jsonl`, `checkpoint.safetensors` with the one before, and what else an app puts there. */
export class RunFolder {
  readonly path: string;

  private constructor(path: string) {
    this.path = path;
  }

  /**
   * Makes a folder for a new run.
   *
   * @throws GenlabError for a folder that holds anything, as no run overwrites another; for one that cannot be made, and for a configuration
   * that JSON has no text for.
   */
  static async create(path: string, configuration: unknown): Promise<RunFolder> {
    const text = jsonText("The configuration", configuration, 2);
    let content: readonly string[];
    try {
      await makeFolder(resolve(path));
      content = await readdir(path);
    } catch (cause) {
      const { code, message } = cause as NodeJS.ErrnoException;
      throw new GenlabError(`The run folder ${path} could not be made (${code ?? message}). Choose another.`, {
        cause,
      });
    }
    if (content.length > 0) {
      throw new GenlabError(`The run folder ${path} is not empty. Choose another, or resume the run that is in it.`);
    }
    await writeFileAtomically(join(path, CONFIGURATION), `${text}\n`);
    return new RunFolder(path);
  }

  /**
   * Opens the folder of a run that was saved. Where the last checkpoint is damaged, the one before is taken, and `faults` says so.
   *
   * @throws GenlabError where no checkpoint is whole.
   */
  static async open(path: string): Promise<OpenedRun> {
    requirePath("The run folder", path);
    const { checkpoint, faults } = await findCheckpoint(path);
    return { folder: new RunFolder(path), checkpoint, faults };
  }

  /** The folder of a run as it is: no checkpoint is read. */
  static at(path: string): RunFolder {
    requirePath("The run folder", path);
    return new RunFolder(path);
  }

  file(name: string): string {
    return join(this.path, name);
  }

  /** Writes a checkpoint whole or not at all. At any moment there is one that is whole, and the log goes as far as it. */
  async save(
    trainer: Trainer,
    configuration: unknown,
    { name = CHECKPOINT, keep = 0 }: SaveOptions = {},
  ): Promise<void> {
    const bytes = await encodeCheckpoint(trainer, configuration);
    await syncFile(this.file(METRICS));
    const isMain = name === CHECKPOINT;
    await writeFileAtomically(this.file(name), bytes, isMain ? { former: this.file(FORMER) } : {});
    if (isMain && keep > 0) await this.keep(trainer.step, keep);
  }

  /** Has the checkpoint, which is of `step`, stay under its number, with `count - 1` before it: `save` may have been broken off before it did. */
  async keep(step: number, count: number): Promise<void> {
    await keepCheckpoint(this.path, step, count);
  }

  /** Removes the checkpoint before the last, for the space. */
  async dropFormer(): Promise<void> {
    if (await exists(this.file(CHECKPOINT))) await rm(this.file(FORMER), { force: true });
  }

  /** The checkpoint before the last, if it is there and whole. */
  async former(): Promise<Checkpoint | undefined> {
    return readCheckpoint(this.file(FORMER)).catch(() => undefined);
  }

  /** Puts the checkpoint before the last in its place, and so gives up what was trained since. */
  async goBack(): Promise<void> {
    await rename(this.file(FORMER), this.file(CHECKPOINT));
  }

  /** Moves the last checkpoint away, which is damaged, so that it does not take the place of the one before; returns its new name. */
  async setDamagedAside(): Promise<string | undefined> {
    if (!(await exists(this.file(CHECKPOINT)))) return undefined;
    await rename(this.file(CHECKPOINT), this.file(DAMAGED));
    return DAMAGED;
  }

  async log(metrics: Metrics): Promise<void> {
    requireCounts("the metrics", { step: metrics?.step }, 0);
    await appendWhole(this.file(METRICS), `${JSON.stringify(metrics)}\n`);
  }

  /** Every line of the log. A last line that a crash cut short is left out, and so is one that is none, of which `onFault` hears. */
  async metrics(options: ReadMetricsOptions = {}): Promise<readonly Metrics[]> {
    const all: Metrics[] = [];
    for await (const { metrics } of readMetrics(this.file(METRICS), options)) all.push(metrics);
    return all;
  }

  /** Drops log lines of steps after `step`: a run that resumes there will write them again. */
  async rewindLog(step: number, options: ReadMetricsOptions = {}): Promise<void> {
    requireCounts("rewindLog", { step }, 0);
    const kept: string[] = [];
    for await (const { metrics, text } of readMetrics(this.file(METRICS), options)) {
      if (metrics.step <= step) kept.push(`${text}\n`);
    }
    await writeFileAtomically(this.file(METRICS), kept.join(""));
  }
}

const CONFIGURATION = "config.json";
const METRICS = "metrics.jsonl";
const DAMAGED = "damaged.safetensors";

const exists = (path: string) =>
  stat(path).then(
    () => true,
    () => false,
  );
