import { evaluate, type PhaseLosses } from "@genlab/trainers";
import type { Run } from "../runs/create-run.js";
import { rngFor } from "../runs/rng-for.js";
import { evenBatches } from "./even-batches.js";

/** Mean losses over the test part, or undefined when `signal` came in between. The draws are the same each time. */
export async function evaluateRun(run: Run, signal: AbortSignal): Promise<PhaseLosses | undefined> {
  try {
    return await evaluateOn(run, stoppable(testBatches(run), signal));
  } catch (error) {
    if (signal.aborted) return undefined;
    throw error;
  }
}

/** The same over one batch. */
export async function evaluateOne(run: Run): Promise<PhaseLosses> {
  const [first] = testBatches(run);
  return evaluateOn(run, [first!]);
}

const testBatches = ({ config, data, trainer }: Run) =>
  evenBatches(data.test, { most: config.batchSize, multiple: trainer.model.batchMultiple ?? 1 });

const evaluateOn = (run: Run, data: Parameters<typeof evaluate>[1]) =>
  evaluate(evaluatedModel(run), data, {
    rng: rngFor(run.config, "evaluation"),
    step: run.trainer.step,
    executor: run.trainer.executor,
  });

/** The moving average, where there is one. */
export const evaluatedModel = ({ trainer }: Run) => trainer.state.average ?? trainer.state.model;

/** Lets signals in between two batches; a synchronous backend would keep them waiting to the end. */
async function* stoppable<T>(items: Iterable<T>, signal: AbortSignal): AsyncGenerator<T> {
  for (const item of items) {
    await new Promise((resolve) => setImmediate(resolve));
    signal.throwIfAborted();
    yield item;
  }
}
