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
  /** Milliseconds a step with the engine that is set. */
  readonly measure: (config: RunConfig) => Promise<number>;
}

export interface FasterEngine {
  readonly config: RunConfig;
  /** What to tell of the trial, if there was one. */
  readonly note?: string;
}

/** What may be faster than what comes after it, and may not: that depends on the model. */
const TRIED: readonly RunConfig["engine"][] = ["webgpu", "tensorflow", "onnx"];

/** Of a run for which "auto" set one of these: the one of those that work here on which a step of this model takes least. Sets it. */
export async function fasterEngine(config: RunConfig, { choose, measure }: Trial): Promise<FasterEngine> {
  const others = TRIED.slice(TRIED.indexOf(config.engine) + 1);
  if (!TRIED.includes(config.engine) || others.length === 0) return { config };
  const set = async (one: RunConfig): Promise<RunConfig> => ({ ...one, ...(await choose(one)) });
  const tried = [{ config, time: await measure(config) }];
  for (const engine of others) {
    const other = await set({ ...config, engine }).catch(() => undefined);
    if (other) tried.push({ config: other, time: await measure(other) });
  }
  const [fastest] = tried.toSorted((a, b) => a.time - b.time);
  const isSet = fastest === tried.at(-1) && tried.length > 1;
  const faster = isSet ? fastest!.config : await set(fastest!.config);
  if (tried.length === 1) return { config: faster };
  const times = tried.map(({ config: { engine }, time }) => `${time.toPrecision(2)} ms on ${engine}`);
  const listed = [times.slice(0, -1).join(", "), times.at(-1)].join(" and ");
  return { config: faster, note: `engine ${faster.engine}: a step takes ${listed}` };
}

const MILLISECONDS = 800;
const MOST_STEPS = 50;
/** Steps in which programs are traced, compiled and first run. */
const FIRST_STEPS = 2;

/** A trial of steps of copies of the run, of which nothing is left. */
export const trialOn = (data: RunData): Trial => ({
  choose: chooseEngine,
  async measure(config) {
    const { trainer } = await createRun({ ...config, healthEvery: 0 }, data);
    try {
      const { batchSize, lastBatch } = config;
      const drawn = batches(data.train, { batchSize, lastBatch, rng: rngFor(config, "data") });
      const times: number[] = [];
      let [last, left] = [performance.now(), MILLISECONDS];
      for await (const { step } of train(trainer, drawn, { steps: MOST_STEPS, reportEvery: 1 })) {
        const time = performance.now() - last;
        if (step > FIRST_STEPS) {
          times.push(time);
          left -= time;
        }
        if (left < 0) break;
        last = performance.now();
      }
      return times.sort((a, b) => a - b)[Math.floor(times.length / 2)]!;
    } finally {
      await trainer.executor.dispose?.();
      trainer.dispose();
    }
  },
});
