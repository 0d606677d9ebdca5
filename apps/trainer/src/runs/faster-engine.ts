import { batches } from "@genlab/data";
import { train } from "@genlab/trainers";
import type { RunConfig } from "../config/run-config.js";
import type { RunData } from "../data/run-data.js";
import { chooseEngine } from "../engines/choose-engine.js";
import type { EngineConfig } from "../engines/engine-config.js";
import { createRun } from "./create-run.js";
import { rngFor } from "./rng-for.js";

export interface Trial {
  /** Sets the engine of a configuration, and says what to note of it. */
  readonly choose: (config: EngineConfig) => Promise<EngineConfig>;
  /** Milliseconds a step with the engine that is set, roughly where that is far more than what was the least so far. */
  readonly measure: (config: RunConfig, least?: number) => Promise<number>;
}

export interface FasterEngine {
  readonly config: RunConfig;
  /** What to tell of the trial, if there was one. */
  readonly note?: string;
}

/** What may be faster than what comes after it, and may not: that depends on the model. */
const TRIED: readonly RunConfig["engine"][] = ["webgpu", "tensorflow", "onnx"];

/** Of a run for which "auto" set an engine: that, or another that works here, whichever takes least for a step of this model. Sets it. */
export async function fasterEngine(config: RunConfig, { choose, measure }: Trial): Promise<FasterEngine> {
  const set = async (one: RunConfig): Promise<RunConfig> => ({ ...one, ...(await choose(one)) });
  const found: RunConfig[] = [config];
  for (const engine of othersThan(config.engine)) {
    const other = await set({ ...config, engine }).catch(() => undefined);
    if (other) found.push(other);
  }
  if (found.length === 1) return { config: await set(config) };
  const measured: Measured[] = [];
  const failures: Failure[] = [];
  for (const one of found) {
    const least = Math.min(...measured.map(({ time }) => time));
    try {
      measured.push({ config: await set(one), time: await measure(one, least) });
    } catch (error) {
      failures.push({ engine: one.engine, error });
    }
  }
  const [fastest] = measured.toSorted((a, b) => a.time - b.time);
  if (!fastest) throw failures[0]!.error;
  return { config: await set(fastest.config), note: noteOf(fastest, measured, failures) };
}

/** What "auto" passed over comes before what it set, except for TensorFlow, which only a trial takes. */
function othersThan(engine: RunConfig["engine"]): readonly RunConfig["engine"][] {
  const first = TRIED.indexOf(engine);
  return first < 0 ? ["tensorflow"] : TRIED.filter((one, i) => i > first || (one === "tensorflow" && one !== engine));
}

interface Measured {
  readonly config: RunConfig;
  readonly time: number;
}

interface Failure {
  readonly engine: RunConfig["engine"];
  readonly error: unknown;
}

function noteOf({ config }: Measured, measured: readonly Measured[], failures: readonly Failure[]): string {
  const times = measured.map(({ config: { engine }, time }) => `${time.toPrecision(2)} ms on ${engine}`);
  const listed = [times.slice(0, -1).join(", "), times.at(-1)].filter(Boolean).join(" and ");
  const reasonOf = (error: unknown) => `${error instanceof Error ? error.message : error}`.replace(/\.$/, "");
  const left = failures.map(({ engine, error }) => `; left out is ${engine}: ${reasonOf(error)}`);
  return [`engine ${config.engine}: a step takes ${listed}`, ...left].join("");
}

const MILLISECONDS = 800;
const MOST_STEPS = 50;
/** Steps in which programs are traced, compiled and first run. */
const FIRST_STEPS = 2;
/** How many times the least so far the last of them takes where no more are needed. */
const FAR_MORE = 5;

/** A trial of steps of copies of the run, of which nothing is left. */
export const trialOn = (data: RunData): Trial => ({
  choose: chooseEngine,
  async measure(config, least = Number.POSITIVE_INFINITY) {
    const { trainer } = await createRun({ ...config, healthEvery: 0 }, data);
    try {
      const { batchSize, lastBatch } = config;
      const drawn = batches(data.train, { batchSize, lastBatch, rng: rngFor(config, "data") });
      const times: number[] = [];
      let [last, left] = [performance.now(), MILLISECONDS];
      for await (const { step } of train(trainer, drawn, { steps: MOST_STEPS, reportEvery: 1 })) {
        const time = performance.now() - last;
        if (step === FIRST_STEPS && time > FAR_MORE * least) return time;
        if (step > FIRST_STEPS) {
          times.push(time);
          left -= time;
        }
        if (left < 0) break;
        last = performance.now();
      }
      return times.sort((a, b) => a - b)[Math.floor(times.length / 2)]!;
    } finally {
      try {
        await trainer.executor.dispose?.();
      } finally {
        trainer.dispose();
      }
    }
  },
});
