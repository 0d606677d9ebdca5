import { appendFile, readdir, readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { describe, GenlabError, requireCounts } from "@genlab/core";
import { type Checkpoint, decodeCheckpoint, encodeCheckpoint } from "./checkpoint.js";
import { jsonText } from "./json-text.js";
import { makeFolder } from "./make-folder.js";
import type { PhaseLosses } from "./train.js";
import type { Trainer } from "./trainer.js";
import { reasonOf, writeFileAtomically } from "./write-file.js";

/** One line of `metrics.jsonl`. */
export interface Metrics {
  readonly step: number;
  /** Since the run's start, pauses left out. */
  readonly seconds: number;
  readonly losses?: PhaseLosses;
  /** Mean terms over data that the model was not trained on. */
  readonly evaluation?: PhaseLosses;
}

/** The folder of a run: `config.json`, `metrics.jsonl`, `checkpoint.safetensors`, and what else an app puts there. */
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
   * Opens the folder of a run that was saved.
   *
   * @throws GenlabError as `readCheckpoint` does.
   */
  static async open(path: string): Promise<{ folder: RunFolder; checkpoint: Checkpoint }> {
    requirePath("The run folder", path);
    const checkpoint = await readCheckpoint(join(path, CHECKPOINT));
    return { folder: new RunFolder(path), checkpoint };
  }

  file(name: string): string {
    return join(this.path, name);
  }

  async save(trainer: Trainer, configuration: unknown): Promise<void> {
    await writeFileAtomically(this.file(CHECKPOINT), await encodeCheckpoint(trainer, configuration));
  }

  async log(metrics: Metrics): Promise<void> {
    requireCounts("the metrics", { step: metrics?.step }, 0);
    const path = this.file(METRICS);
    await appendFile(path, `${JSON.stringify(metrics)}\n`).catch((cause: unknown) => {
      throw new GenlabError(`${path} could not be written (${reasonOf(cause)}).`, { cause });
    });
  }

  /** Every line of the log. A last line that a crash cut short is left out. */
  async metrics(): Promise<readonly Metrics[]> {
    const text = await readFile(this.file(METRICS), "utf8").catch((error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT") return "";
      throw error;
    });
    const whole = text.slice(0, text.lastIndexOf("\n") + 1);
    return whole
      .split("\n")
      .filter((line) => line !== "")
      .map((line, i) => this.#parsed(line, i + 1));
  }

  #parsed(line: string, number: number): Metrics {
    try {
      return JSON.parse(line) as Metrics;
    } catch (cause) {
      throw new GenlabError(
        `Line ${number} of ${this.file(METRICS)} is no JSON: ${describe(line)}. Mend or remove it.`,
        {
          cause,
        },
      );
    }
  }

  /** Drops log lines of steps after `step`: a run that resumes there will write them again. */
  async rewindLog(step: number): Promise<void> {
    requireCounts("rewindLog", { step }, 0);
    const kept = (await this.metrics()).filter((metrics) => metrics.step <= step);
    await writeFileAtomically(this.file(METRICS), kept.map((metrics) => `${JSON.stringify(metrics)}\n`).join(""));
  }
}

/** @throws GenlabError for what is no path. */
function requirePath(what: string, path: string): void {
  if (typeof path !== "string") throw new GenlabError(`${what} is ${describe(path)}. Give its path.`);
}

const CONFIGURATION = "config.json";
const METRICS = "metrics.jsonl";
const CHECKPOINT = "checkpoint.safetensors";

/**
 * Reads a checkpoint file.
 *
 * @throws GenlabError for a file that cannot be read, or is no checkpoint.
 */
export async function readCheckpoint(path: string): Promise<Checkpoint> {
  requirePath("The checkpoint", path);
  const bytes = await readFile(path).catch((cause: NodeJS.ErrnoException) => {
    const what = cause.code === "ENOENT" ? "there is no such file" : cause.message;
    throw new GenlabError(`The checkpoint ${path} could not be read: ${what}.`, { cause });
  });
  return decodeCheckpoint(bytes, path);
}
