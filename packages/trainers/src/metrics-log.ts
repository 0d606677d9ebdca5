import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { createInterface } from "node:readline";
import { describe, GenlabError } from "@genlab/core";
import type { PhaseLosses } from "./train.js";
import { reasonOf } from "./write-file.js";

/** One line of `metrics.jsonl`. */
export interface Metrics {
  readonly step: number;
  /** Since the run's start, pauses left out. */
  readonly seconds: number;
  readonly losses?: PhaseLosses;
  /** Mean terms over data that the model was not trained on. */
  readonly evaluation?: PhaseLosses;
  /** What samples and reconstructions are worth, by name. */
  readonly figures?: Readonly<Record<string, number>>;
}

export interface ReadMetricsOptions {
  /** Hears, in words, of each line that is left out because it is no metrics. */
  readonly onFault?: (fault: string) => void;
}

export interface MetricsLine {
  readonly metrics: Metrics;
  /** As it stands in the file. */
  readonly text: string;
}

/**
 * The lines of a log, one by one. What is no metrics is named and left out; a last line that a crash cut short is left out.
 *
 * @throws GenlabError where there is a log that cannot be read.
 */
export async function* readMetrics(path: string, { onFault }: ReadMetricsOptions = {}): AsyncGenerator<MetricsLine> {
  const stream = createReadStream(path, "utf8");
  let number = 0;
  let fault: string | undefined;
  try {
    for await (const text of createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY })) {
      if (fault !== undefined) onFault?.(fault);
      fault = undefined;
      number++;
      if (text === "") continue;
      const metrics = metricsIn(text);
      if (metrics) yield { metrics, text };
      else fault = `Line ${number} of ${path} is no metrics, and is left out: ${describe(text)}`;
    }
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === "ENOENT") return;
    throw new GenlabError(`${path} could not be read (${reasonOf(cause)}).`, { cause });
  } finally {
    stream.destroy();
  }
  if (fault !== undefined && (await endsWithLine(path))) onFault?.(fault);
}

function metricsIn(text: string): Metrics | undefined {
  try {
    const value = JSON.parse(text) as Metrics | null;
    return Number.isSafeInteger(value?.step) && value!.step >= 0 ? value! : undefined;
  } catch {
    return undefined;
  }
}

/** Whether the last line was written to its end. */
async function endsWithLine(path: string): Promise<boolean> {
  const { size } = await stat(path);
  let last = "";
  for await (const chunk of createReadStream(path, { start: Math.max(0, size - 1), encoding: "latin1" })) last = chunk;
  return last.endsWith("\n");
}
