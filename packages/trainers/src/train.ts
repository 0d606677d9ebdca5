import { type GivenBatch, refuseUnknown, requireCounts } from "@genlab/core";
import { HEALTH } from "./health/step-health.js";
import { NotFiniteError } from "./not-finite-error.js";
import { requireBatches, requireTrainer } from "./require-training.js";
import type { StepTerms, Trainer } from "./trainer.js";

export interface TrainOptions {
  /** Losses are read, checked and reported every so many steps, and at the last. Default 1. */
  readonly reportEvery?: number;
  /** Stops when the trainer has done this many steps in all. Default: when the data ends. */
  readonly steps?: number;
}

/** Terms by phase. */
export type PhaseLosses = Readonly<Record<string, Readonly<Record<string, number>>>>;

export interface StepReport {
  /** Steps done, this one included. */
  readonly step: number;
  /** Absent between reports. */
  readonly losses?: PhaseLosses;
}

const MOST_MILLISECONDS_WITHOUT_PAUSE = 20;

/**
 * Trains, and yields after every step: `break` stops it, and what the loop's body does (log, sample, save) happens between steps. A step takes
 * `trainer.batchesPerStep` batches, and what is left of the data is left out. Where the data end at a step without a report, that step is
 * yielded once more, with its losses.
 *
 * @throws GenlabError for options that are none, and data that are no batches; NotFiniteError when a reported loss is not finite; GenlabError when the data are not what the model is for, and when the device is lost.
 *
 * @example
 * ```ts
 * import { adam, batches, createRng, createVae, gaussianRing, Trainer, train } from "genlab";
 *
 * const rng = createRng(1);
 * const model = createVae({ shape: [2], latent: 2, hidden: [8] }, rng.fork("model"));
 * const trainer = new Trainer(model, { optimizer: adam({ learningRate: 1e-3 }), rng: rng.fork("training") });
 * const data = batches(gaussianRing().sample(100, rng), { batchSize: 20, rng });
 * for await (const { step, losses } of train(trainer, data, { steps: 10, reportEvery: 5 })) {
 *   if (losses) console.log(step, losses.vae!.total);
 * }
 * ```
 */
export async function* train(
  trainer: Trainer,
  data: Iterable<GivenBatch> | AsyncIterable<GivenBatch>,
  { reportEvery = 1, steps = Number.POSITIVE_INFINITY, ...others }: TrainOptions = {},
): AsyncGenerator<StepReport> {
  refuseUnknown("train", others, { reportEvery, steps });
  requireTrainer("train", trainer);
  requireBatches("train", data);
  if (reportEvery !== Number.POSITIVE_INFINITY) requireCounts("train", { reportEvery });
  if (steps !== Number.POSITIVE_INFINITY) requireCounts("train", { steps }, 0);
  if (trainer.step >= steps) return;
  let paused = performance.now();
  /** Of a step that was not reported. It is the last one where the data end. */
  let unread: { readonly step: number; readonly terms: StepTerms } | null = null;
  let batches: GivenBatch[] = [];
  try {
    for await (const batch of data) {
      batches.push(batch);
      if (batches.length < trainer.batchesPerStep) continue;
      if (unread) disposeOf(unread.terms);
      unread = null;
      const terms = await trainer.update(...batches);
      batches = [];
      const { step } = trainer;
      const isLast = step >= steps;
      if (step % reportEvery === 0 || isLast) yield { step, losses: await read(terms, step) };
      else {
        unread = { step, terms };
        yield { step };
      }
      if (isLast) return;
      // a synchronous backend would starve timers and signals
      if (performance.now() - paused > MOST_MILLISECONDS_WITHOUT_PAUSE) {
        await pause();
        paused = performance.now();
      }
    }
    if (!unread) return;
    const { step, terms } = unread;
    unread = null;
    yield { step, losses: await read(terms, step) };
  } finally {
    if (unread) disposeOf(unread.terms);
  }
}

function disposeOf(terms: StepTerms): void {
  for (const pending of terms.values()) pending.dispose();
}

async function read(terms: StepTerms, step: number): Promise<PhaseLosses> {
  try {
    const phases = [...terms].map(async ([phase, pending]) => [phase, await pending.read()] as const);
    const losses = Object.fromEntries(await Promise.all(phases));
    checkFinite(losses, step);
    return losses;
  } finally {
    disposeOf(terms);
  }
}

function checkFinite(losses: PhaseLosses, step: number): void {
  for (const [phase, terms] of Object.entries(losses)) {
    for (const [term, value] of Object.entries(terms)) {
      // a gradient that is not finite may be clipped
      if (Number.isFinite(value) || term.startsWith(HEALTH)) continue;
      throw new NotFiniteError(value, { step, phase, term });
    }
  }
}

const pause = () =>
  new Promise<void>((resolve) => (typeof setImmediate === "function" ? setImmediate(resolve) : setTimeout(resolve)));
