import {
  type ArrayBatch,
  arrayBatchOf,
  cloneModule,
  disposeModule,
  type Executor,
  GenlabError,
  type GivenBatch,
  type ImageBatch,
  type Model,
  type Module,
  namedParametersOf,
  type PendingTerms,
  type Phase,
  type Program,
  type Rng,
  refuseUnknown,
} from "@genlab/core";
import { Optimizer, updateAverage } from "@genlab/optim";
import { EagerExecutor } from "./eager-executor.js";
import { meanTerms, type WeightedTerms } from "./mean-terms.js";
import { requireParts, withoutParts } from "./parts.js";
import { phasePrograms } from "./phase-programs.js";
import { requireData, requireLabelsOf } from "./require-data.js";
import { phasesOf, requireTrainerOptions, transformsFor } from "./require-training.js";
import { batchesFor, grouped, requireBatchCount, stepUpdates } from "./step-updates.js";
import type { TrainerOptions } from "./trainer-options.js";
import { countOf } from "./whole-batches.js";

/** Terms of a step by phase, still on the device. Only the last of a phase's repeats is reported. */
export type StepTerms = ReadonlyMap<string, PendingTerms>;

/** What a run consists of, and so what a checkpoint holds. */
export interface TrainerState<M extends Model> {
  readonly model: M;
  readonly average: M | null;
  /** State of each phase's optimizer. */
  readonly optimizers: Readonly<Record<string, Module>>;
}

/**
 * Runs the phases of a model, one optimizer each. It knows no model: who moves what is the model's `phases()`.
 *
 * @example
 * ```ts
 * import { adam, createRng, createVae, Trainer } from "genlab";
 *
 * const rng = createRng(1);
 * const model = createVae({ shape: [2], latent: 2, hidden: [8] }, rng.fork("model"));
 * const trainer = new Trainer(model, { optimizer: adam({ learningRate: 1e-3 }), rng: rng.fork("training") });
 * const terms = await trainer.update({ x: { data: new Float32Array(32), shape: [16, 2] } });
 * console.log(await terms.get("vae")!.read(), trainer.step); // { total, reconstruction, kl }, 1
 * ```
 */
export class Trainer<M extends Model = Model> {
  readonly state: TrainerState<M>;
  readonly rng: Rng;
  readonly executor: Executor;
  /** Steps done. */
  step = 0;
  readonly #phases: readonly {
    readonly phase: Phase<ImageBatch>;
    readonly program: Program;
    readonly measured: Program;
    readonly add?: Program;
    readonly sums?: Module;
  }[];
  readonly #accumulate: number;
  readonly #average: Program | null;
  readonly #healthEvery: number;
  #hasSeenData = false;

  /** @throws GenlabError for options that are none, and when phases, parameters and optimizers do not belong together. */
  constructor(model: M, options: TrainerOptions) {
    const {
      optimizer,
      rng,
      average,
      gradientNorms = false,
      healthEvery = Number.POSITIVE_INFINITY,
      executor,
      frozen = [],
      accumulate = 1,
      ...others
    } = options;
    const known = { optimizer, rng, average, gradientNorms, healthEvery, executor, frozen, accumulate };
    refuseUnknown("Trainer", others, known);
    requireTrainerOptions(options);
    this.rng = rng;
    this.executor = executor ?? new EagerExecutor();
    const phases = phasesOf("Trainer", model);
    const transformFor = transformsFor(phases, optimizer);
    requireParts(frozen, model);
    const members = phases.map((phase) => {
      const parameters = withoutParts(namedParametersOf(phase.updates, model), frozen);
      if (parameters.size === 0) {
        const why = frozen.length > 0 ? ` of those that are not frozen (${frozen.join(", ")})` : "";
        throw new GenlabError(`Phase "${phase.name}" updates no parameter${why}.`);
      }
      return { phase, parameters, optimizer: new Optimizer(transformFor(phase.name), parameters) };
    });
    this.state = {
      model,
      average: average ? cloneModule(model) : null,
      optimizers: Object.fromEntries(members.map(({ phase, optimizer }) => [phase.name, optimizer.state])),
    };
    this.#accumulate = accumulate;
    this.#healthEvery = healthEvery;
    this.#phases = members.map(({ phase, ...member }) => ({
      phase,
      ...phasePrograms({ ...{ model, phase, gradientNorms, accumulate }, ...member }),
    }));
    const mean = this.state.average;
    this.#average =
      average && mean
        ? {
            name: "average",
            state: { model, mean },
            run: (_, context) => {
              updateAverage(mean, model, average.decay, context);
              return {};
            },
          }
        : null;
  }

  get model(): M {
    return this.state.model;
  }

  /** Batches that a step takes: more than one where a phase takes another for each of its repeats. */
  get batchesPerStep(): number {
    return this.#accumulate * batchesFor(this.#phases.map(({ phase }) => phase));
  }

  /**
   * One training step: every active phase, `repeats` times, then the average. The caller reads or disposes of the terms. Numbers may come
   * in typed arrays of any kind. The first batch is looked at as a whole: its values are finite, and those that the model is for.
   *
   * @param given `batchesPerStep` batches, or one that all updates share. Repeats with batches of their own take them in order and end at the
   * last, which all others take.
   * @throws GenlabError for another number of batches, arrays that are none, labels that are none of the model's classes, data that the model
   * is not for, a batch that a phase cannot be computed of, and a device that was lost.
   */
  async update(...given: readonly GivenBatch[]): Promise<StepTerms> {
    const { step, model } = this;
    requireBatchCount(given.length, this.batchesPerStep);
    const batches = given.map(arrayBatchOf);
    for (const batch of batches) requireLabelsOf(model, batch);
    if (!this.#hasSeenData) for (const batch of batches) requireData(model, batch);
    this.#hasSeenData = true;
    const isMeasured = (step + 1) % this.#healthEvery === 0;
    const active = this.#phases
      .filter(({ phase }) => phase.active?.(step) ?? true)
      .map(({ phase, program, measured }) => ({ phase, program: isMeasured ? measured : program }));
    const average = this.#average ? [this.#average] : [];
    const rng = this.rng.fork(`step/${step}`);
    const terms = new Map<string, PendingTerms>();
    try {
      for (const { batch: group, programs } of stepUpdates(active, grouped(batches, this.#accumulate), average)) {
        const pending = await this.#run(programs, group, rng);
        programs.forEach((program, i) => {
          if (program === this.#average) return;
          terms.get(program.name)?.dispose();
          terms.set(program.name, pending[i]!);
        });
      }
    } catch (error) {
      for (const pending of terms.values()) pending.dispose();
      throw error;
    }
    this.step += 1;
    return terms;
  }

  /** Programs on a batch; or one after the other on several, whose gradients are added up. */
  async #run(programs: readonly Program[], group: readonly ArrayBatch[], rng: Rng): Promise<readonly PendingTerms[]> {
    const { step, executor } = this;
    const batch = group.at(-1)!;
    if (group.length === 1) return executor.run(programs, { batch, rng, step });
    const all: PendingTerms[] = [];
    const added: WeightedTerms[] = [];
    try {
      for (const program of programs) {
        const adding = this.#phases.find((one) => [one.program, one.measured].includes(program))?.add;
        for (const batch of adding ? group.slice(0, -1) : []) {
          const [terms] = await executor.run([adding!], { batch, rng, step });
          added.push({ terms: terms!, count: countOf(batch) });
        }
        const [terms] = await executor.run([program], { batch, rng, step });
        all.push(meanTerms([...added.splice(0), { terms: terms!, count: countOf(batch) }]));
      }
    } catch (error) {
      for (const terms of [...all, ...added.map(({ terms }) => terms)]) terms.dispose();
      throw error;
    }
    return all;
  }

  /** Brings the values that the executor holds back to the variables: before the model is evaluated, sampled or read. */
  async pull(): Promise<void> {
    await this.executor.pull(this.state);
  }

  /** Disposes of every variable of the run, the model's included. */
  dispose(): void {
    disposeModule(this.state);
    for (const { sums } of this.#phases) if (sums) disposeModule(sums);
  }
}
