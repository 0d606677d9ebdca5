import { createRng, GenlabError, type Model } from "@genlab/core";
import { type ArrayBatch, batches } from "@genlab/data";
import {
  decodeCheckpoint,
  encodeCheckpoint,
  type PhaseLosses,
  restoreCheckpoint,
  Trainer,
  train,
} from "@genlab/trainers";
import { createModel, createOptimizers } from "@genlab/zoo";
import { loadData, type SessionData } from "./data.js";
import { type Answers, lookAt, type Queries } from "./looks/looks.js";
import { configurationOf, type SessionSpec } from "./spec.js";

/** Losses of a step, which is a multiple of the session's `reportEvery`. */
export interface Report {
  readonly step: number;
  readonly losses: PhaseLosses;
}

/**
 * A model, its data and its trainer on the tfjs backend that is set. It has no clock and no DOM: the same calls give the same numbers.
 * Seeds are used as by the command-line tool, whose checkpoints it shares.
 */
export class Session {
  readonly data: SessionData;
  #spec: SessionSpec;
  #trainer: Trainer;
  #batches: Iterator<ArrayBatch>;

  private constructor(spec: SessionSpec, data: SessionData) {
    this.data = data;
    this.#spec = spec;
    this.#trainer = trainerOf(spec, data);
    this.#batches = this.#batchesFromHere();
  }

  /** Loads the data and makes the model, with its first weights. */
  static async open(spec: SessionSpec): Promise<Session> {
    return new Session(spec, await loadData(spec.data, createRng(spec.seed).fork("points")));
  }

  get spec(): SessionSpec {
    return this.#spec;
  }

  /** Steps done. */
  get step(): number {
    return this.#trainer.step;
  }

  /** What is sampled and looked at: the moving average, where one is kept. */
  get model(): Model {
    return this.#trainer.state.average ?? this.#trainer.state.model;
  }

  /** Trains so many steps. */
  async advance(count: number): Promise<readonly Report[]> {
    const reports: Report[] = [];
    if (count < 1) return reports;
    const { reportEvery = 10 } = this.#spec;
    // the last step is read too, to see a loss that is not finite; it is reported only where it is due
    const data = { [Symbol.iterator]: () => ({ next: () => this.#batches.next() }) };
    for await (const { step, losses } of train(this.#trainer, data, { steps: this.step + count, reportEvery })) {
      if (losses && step % reportEvery === 0) reports.push({ step, losses });
    }
    return reports;
  }

  /**
   * Goes on with other settings of the same networks and kind of optimizer: rates, weights, batch size.
   *
   * @throws GenlabError when the weights do not fit, or a setting is wrong; then all is as before.
   */
  async set(spec: SessionSpec): Promise<void> {
    if (spec.seed !== this.#spec.seed)
      throw new GenlabError("The seed cannot change during a run. Open another session.");
    const bytes = await this.snapshot();
    const next = trainerOf(spec, this.data);
    try {
      await restoreCheckpoint(next, decodeCheckpoint(bytes));
    } catch (error) {
      next.dispose();
      throw error;
    }
    this.#trainer.dispose();
    this.#trainer = next;
    this.#spec = spec;
    this.#batches = this.#batchesFromHere();
  }

  /** The run as a checkpoint of `@genlab/trainers`, which `genlab resume` reads. */
  snapshot(): Promise<Uint8Array<ArrayBuffer>> {
    return encodeCheckpoint(this.#trainer, configurationOf(this.#spec));
  }

  /** Goes to where a checkpoint of a session with these networks was; from there training goes on exactly. */
  async restore(bytes: Uint8Array): Promise<void> {
    await restoreCheckpoint(this.#trainer, decodeCheckpoint(bytes));
    this.#batches = this.#batchesFromHere();
  }

  /** What a page draws. It changes nothing, and draws from streams of its own. */
  async look<Q extends Queries>(queries: Q): Promise<Answers<Q>> {
    await this.#trainer.pull();
    const { spec, model, data, step } = this;
    return lookAt({ spec, model, data, step }, queries);
  }

  dispose(): void {
    this.#trainer.dispose();
  }

  #batchesFromHere(): Iterator<ArrayBatch> {
    const { seed, batchSize, lastBatch = "drop" } = this.#spec;
    return batches(this.data.train, { batchSize, lastBatch, rng: createRng(seed).fork("data"), start: this.step });
  }
}

function trainerOf(spec: SessionSpec, { train: { shapes } }: SessionData): Trainer {
  const rng = createRng(spec.seed);
  const shape = shapes.x;
  if (!shape) throw new GenlabError(`The data has the fields ${Object.keys(shapes).join(", ")}, but no \`x\`.`);
  return new Trainer(createModel(spec.model, { shape, rng: rng.fork("model") }), {
    optimizer: createOptimizers(spec.optimizer),
    rng: rng.fork("training"),
    gradientNorms: spec.gradientNorms ?? false,
    ...(spec.average && { average: spec.average }),
  });
}
