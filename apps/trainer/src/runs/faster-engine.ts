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

/** Of a run for which "auto" set the engine of a GPU: whether that or the processor takes less for a step of this model. Sets the faster. */
export async function fasterEngine(config: RunConfig, { choose, measure }: Trial): Promise<FasterEngine> {
  if (config.engine !== "webgpu") return { config };
  const set = async (one: RunConfig): Promise<RunConfig> => ({ ...one, ...(await choose(one)) });
  const onGpu = await measure(config);
  const other = await set({ ...config, engine: "onnx" }).catch(() => undefined);
  if (other === undefined) return { config: await set(config) };
  const onProcessor = await measure(other);
  const times = `a step takes ${onGpu.toPrecision(2)} ms on webgpu and ${onProcessor.toPrecision(2)} ms on onnx`;
  const faster = onGpu < onProcessor ? await set(config) : other;
  return { config: faster, note: `engine ${faster.engine}: ${times}` };
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
