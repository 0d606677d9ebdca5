import {
  arrayBatchOf,
  cloneModule,
  disposeModule,
  type Executor,
  GenlabError,
  type GivenBatch,
  gradients,
  type ImageBatch,
  type Model,
  type Module,
  namedParametersOf,
  type Parameter,
  type PendingTerms,
  type Phase,
  type Program,
  type Rng,
  refuseUnknown,
  type Tensors,
} from "@genlab/core";
import { Optimizer, updateAverage } from "@genlab/optim";
import { norm, type Scalar } from "@tensorflow/tfjs-core";
import { EagerExecutor } from "./eager-executor.js";
import { phaseLoss } from "./phase-loss.js";
import { requireData, requireLabelsOf } from "./require-data.js";
import { phasesOf, requireTrainerOptions, transformsFor } from "./require-training.js";
import type { TrainerOptions } from "./trainer-options.js";

/** Terms of a step by phase, still on the device. Only the last of a phase's repeats is reported. */
export type StepTerms = ReadonlyMap<string, PendingTerms>;

/** What a run consists of, and so what a checkpoint holds. */
export interface TrainerState<M extends Model> {
  readonly model: M;
  readonly average: M | null;
  /** State of each phase's optimizer. */
  readonly optimizers: Readonly<Record<string, Module>>;
}

/** Runs the phases of a model, one optimizer each. It knows no model: who moves what is the model's `phases()`. */
export class Trainer<M extends Model = Model> {
  readonly state: TrainerState<M>;
  readonly rng: Rng;
  readonly executor: Executor;
  /** Steps done. */
  step = 0;
  readonly #phases: readonly { readonly phase: Phase<ImageBatch>; readonly program: Program }[];
  readonly #average: Program | null;
  #hasSeenData = false;

  /** @throws GenlabError for options that are none, and when phases, parameters and optimizers do not belong together. */
  constructor(model: M, options: TrainerOptions) {
    const { optimizer, rng, average, gradientNorms = false, executor, ...others } = options;
    refuseUnknown("Trainer", others, { optimizer, rng, average, gradientNorms, executor });
    requireTrainerOptions(options);
    this.rng = rng;
    this.executor = executor ?? new EagerExecutor();
    const phases = phasesOf("Trainer", model);
    const transformFor = transformsFor(phases, optimizer);
    const members = phases.map((phase) => {
      const parameters = namedParametersOf(phase.updates, model);
      if (parameters.size === 0) throw new GenlabError(`Phase "${phase.name}" updates no parameter.`);
      return { phase, parameters, optimizer: new Optimizer(transformFor(phase.name), parameters) };
    });
    this.state = {
      model,
      average: average ? cloneModule(model) : null,
      optimizers: Object.fromEntries(members.map(({ phase, optimizer }) => [phase.name, optimizer.state])),
    };
    this.#phases = members.map(({ phase, parameters, optimizer }) => ({
      phase,
      program: {
        name: phase.name,
        state: { model, optimizer: optimizer.state },
        run: (batch, context) => {
          const result = gradients(parameters, () => phaseLoss(phase, batch, context));
          optimizer.apply(result.gradients, context);
          return gradientNorms ? { ...result.losses, ...normsOf(parameters, result.gradients) } : result.losses;
        },
      },
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

  /**
   * One training step: every active phase, `repeats` times, then the average. The caller reads or disposes of the terms. Numbers may come
   * in typed arrays of any kind. The first batch is looked at as a whole: its values are finite, and those that the model is for.
   *
   * @throws GenlabError for arrays that are none, labels that are none of the model's classes, data that the model is not for, a batch that
   * a phase cannot be computed of, and a device that was lost.
   */
  async update(given: GivenBatch): Promise<StepTerms> {
    const { step, model } = this;
    const batch = arrayBatchOf(given);
    requireLabelsOf(model, batch);
    if (!this.#hasSeenData) requireData(model, batch);
    this.#hasSeenData = true;
    const active = this.#phases.filter(({ phase }) => phase.active?.(step) ?? true);
    const programs = active.flatMap(({ phase, program }) => Array.from({ length: phase.repeats ?? 1 }, () => program));
    const average = this.#average ? [this.#average] : [];
    const rng = this.rng.fork(`step/${step}`);
    const pending = await this.executor.run([...programs, ...average], { batch, rng, step });
    const terms = new Map<string, PendingTerms>();
    programs.forEach(({ name }, i) => {
      terms.get(name)?.dispose();
      terms.set(name, pending[i]!);
    });
    this.step += 1;
    return terms;
  }

  /** Brings the values that the executor holds back to the variables: before the model is evaluated, sampled or read. */
  async pull(): Promise<void> {
    await this.executor.pull(this.state);
  }

  /** Disposes of every variable of the run, the model's included. */
  dispose(): void {
    disposeModule(this.state);
  }
}

function normsOf(parameters: ReadonlyMap<string, Parameter>, grads: Tensors): Record<string, Scalar> {
  return Object.fromEntries(
    [...parameters.keys()].flatMap((path) => {
      const gradient = grads.get(path);
      return gradient ? [[`gradient/${path}`, norm(gradient) as Scalar]] : [];
    }),
  );
}
