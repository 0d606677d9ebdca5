import { createRng, type Executor, GenlabError, type Model } from "@genlab/core";
import { type ArrayBatch, batches } from "@genlab/data";
import {
  type Checkpoint,
  decodeCheckpoint,
  encodeCheckpoint,
  type PhaseLosses,
  restoreCheckpoint,
  Trainer,
  train,
} from "@genlab/trainers";
import { createModel, createOptimizers, withFormerDefaults } from "@genlab/zoo";
import { loadData, type SessionData } from "./data.js";
import { type Answers, lookAt, type Queries } from "./looks/looks.js";
import { configurationOf, type SessionSpec } from "./spec.js";

/** Losses of a step, which is a multiple of the session's `reportEvery`. */
export interface Report {
  readonly step: number;
  readonly losses: PhaseLosses;
}

/** Settings that hold from a step on. */
export interface Change {
  readonly step: number;
  readonly spec: SessionSpec;
}

/**
 * A model, its data and its trainer on the tfjs backend that is set. It has no clock and no DOM: the same calls give the same numbers.
 * Seeds are used as by the command-line tool, whose checkpoints it shares.
 */
export class Session {
  readonly data: SessionData;
  readonly #first: SessionSpec;
  #spec: SessionSpec;
  #changes: readonly Change[];
  #trainer: Trainer;
  #batches: Iterator<ArrayBatch>;
  readonly #executor: Executor | undefined;

  private constructor(
    spec: SessionSpec,
    { changes, data, executor }: { changes: readonly Change[]; data: SessionData; executor: Executor | undefined },
  ) {
    this.data = data;
    this.#executor = executor;
    this.#first = spec;
    this.#spec = spec;
    this.#changes = changes;
    this.#trainer = trainerOf(spec, data, executor);
    this.#batches = this.#batchesFromHere();
  }

  /**
   * Loads the data and makes the model, with its first weights. Changes that are given happen again at their steps. An executor that is
   * given is the session's from then on. Default: steps are eager.
   */
  static async open(spec: SessionSpec, changes: readonly Change[] = [], executor?: Executor): Promise<Session> {
    const data = await loadData(spec.data, createRng(spec.seed).fork("points"));
    return new Session(spec, { changes, data, executor });
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
    const end = this.step + count;
    const reports: Report[] = [];
    while (this.step < end) {
      const due = specAt(this.step, this.#first, this.#changes);
      if (due !== this.#spec) await this.#goOnWith(due);
      const next = this.#changes.find(({ step }) => step > this.step)?.step ?? end;
      reports.push(...(await this.#train(Math.min(next, end))));
    }
    return reports;
  }

  /**
   * Goes on with other settings of the same networks and kind of optimizer: rates, weights, batch size. Changes of later steps are
   * forgotten.
   *
   * @throws GenlabError when the weights do not fit, or a setting is wrong; then all is as before.
   */
  async set(spec: SessionSpec): Promise<void> {
    if (spec.seed !== this.#spec.seed)
      throw new GenlabError("The seed cannot change during a run. Open another session.");
    const { step } = this;
    await this.#goOnWith(spec);
    this.#changes = [...this.#changes.filter((change) => change.step < step), { step, spec }];
  }

  /** The run as a checkpoint of `@genlab/trainers`, which `genlab resume` reads. */
  snapshot(): Promise<Uint8Array<ArrayBuffer>> {
    return encodeCheckpoint(this.#trainer, configurationOf(this.#spec));
  }

  /**
   * Goes to where a checkpoint of a session with these networks was; from there training goes on exactly, with the settings that
   * it had there.
   */
  async restore(bytes: Uint8Array): Promise<void> {
    const checkpoint = decodeCheckpoint(bytes);
    await this.#continueFrom(checkpoint, specAt(checkpoint.step, this.#first, this.#changes));
  }

  /** What a page draws. It changes nothing, and draws from streams of its own. */
  async look<Q extends Queries>(queries: Q): Promise<Answers<Q>> {
    const { spec, model, data, step } = this;
    const { executor } = this.#trainer;
    await executor.pull(model);
    return lookAt({ spec, model, data, step, executor }, queries);
  }

  dispose(): void {
    this.#trainer.dispose();
    void this.#executor?.dispose?.();
    this.data.close?.();
  }

  async #train(end: number): Promise<readonly Report[]> {
    const { reportEvery = 10 } = this.#spec;
    const reports: Report[] = [];
    // without `return`, which would end the batches where this loop ends
    const data = { [Symbol.iterator]: () => ({ next: () => this.#batches.next() }) };
    // the last step is read too, to see a loss that is not finite; it is reported only where it is due
    for await (const { step, losses } of train(this.#trainer, data, { steps: end, reportEvery })) {
      if (losses && step % reportEvery === 0) reports.push({ step, losses });
    }
    return reports;
  }

  async #goOnWith(spec: SessionSpec): Promise<void> {
    await this.#continueFrom(decodeCheckpoint(await this.snapshot()), spec);
  }

  async #continueFrom(checkpoint: Checkpoint, spec: SessionSpec): Promise<void> {
    const next = spec === this.#spec ? this.#trainer : trainerOf(spec, this.data, this.#executor);
    try {
      await restoreCheckpoint(next, checkpoint);
    } catch (error) {
      if (next !== this.#trainer) next.dispose();
      throw error;
    }
    if (next !== this.#trainer) this.#trainer.dispose();
    this.#trainer = next;
    this.#spec = spec;
    this.#batches = this.#batchesFromHere();
  }

  #batchesFromHere(): Iterator<ArrayBatch> {
    const { seed, batchSize, lastBatch = "drop" } = this.#spec;
    return batches(this.data.train, {
      batchSize,
      lastBatch,
      rng: createRng(seed).fork("data"),
      start: this.step * this.#trainer.batchesPerStep,
    });
  }
}

/** The settings of the step after so many. */
const specAt = (step: number, first: SessionSpec, changes: readonly Change[]) =>
  changes.findLast((change) => change.step <= step)?.spec ?? first;

function trainerOf(
  spec: SessionSpec,
  { train: { shapes, length: examples } }: SessionData,
  executor: Executor | undefined,
): Trainer {
  const rng = createRng(spec.seed);
  const shape = shapes.x;
  if (!shape) throw new GenlabError(`The data has the fields ${Object.keys(shapes).join(", ")}, but no \`x\`.`);
  const model = spec.isSaved ? withFormerDefaults(spec.model) : spec.model;
  const made = createModel(model, { shape, examples, rng: rng.fork("model") });
  if (spec.only !== undefined) trainAlone(made, spec.only);
  return new Trainer(made, {
    optimizer: createOptimizers(spec.optimizer),
    rng: rng.fork("training"),
    gradientNorms: spec.gradientNorms ?? false,
    ...(spec.average && { average: spec.average }),
    ...(executor && { executor }),
  });
}

/** Has one phase of a model take part in steps, and no other. */
function trainAlone(model: Model, name: string): void {
  const phases = model.phases.bind(model);
  const names = phases().map((phase) => phase.name);
  if (!names.includes(name)) {
    throw new GenlabError(`The model has no phase "${name}" to train alone. It has ${names.join(", ")}.`);
  }
  model.phases = () =>
    phases().map((phase) => ({ ...phase, active: (step) => phase.name === name && (phase.active?.(step) ?? true) }));
}
