import { type ArrayBatch, createRng, type Executor, type Model } from "@genlab/core";
import { adam } from "@genlab/optim";
import { decodeCheckpoint, encodeCheckpoint, restoreCheckpoint, Trainer } from "@genlab/trainers";
import { memory } from "@tensorflow/tfjs-core";
import type { StepLosses } from "./step-losses.js";

export interface TrainingSpecification {
  /** Makes the same model each time. */
  readonly create: () => Model;
  readonly batch: ArrayBatch;
  readonly executor: Executor;
  /** Twice `FEW` at least. */
  readonly steps: number;
  /** Adam's. */
  readonly epsilon: number;
}

/** What came of a training; and of a second one that began as it did, and then went on from a checkpoint of the first. */
export interface RecordedTraining {
  /** The names of the model's. */
  readonly phases: readonly string[];
  readonly losses: readonly StepLosses[];
  /** How many tensors were held after the first step, and after the last. */
  readonly tensors: { readonly first: number; readonly last: number };
  /** The second one's first `FEW` steps. */
  readonly begun: readonly StepLosses[];
  /** Its last `FEW`, from the checkpoint on. */
  readonly resumed: readonly StepLosses[];
  /** The variables that are not the same in both at the end. */
  readonly differing: readonly string[];
}

/** How many steps the second training has at either end. */
export const FEW = 2;

const LEARNING_RATE = 1e-3;

/** Trains a model, and again in part. */
export async function trainRecorded(specification: TrainingSpecification): Promise<RecordedTraining> {
  const { create, batch, executor, steps, epsilon } = specification;
  const optimizer = adam({ learningRate: LEARNING_RATE, epsilon });
  const trainerOf = (model: Model) => new Trainer(model, { optimizer, rng: createRng(3), executor });
  const [one, two] = [trainerOf(create()), trainerOf(create())];
  const run = async (trainer: Trainer, count: number) => {
    const losses: StepLosses[] = [];
    while (losses.length < count) losses.push(await stepOf(trainer, batch));
    return losses;
  };
  const start = await run(one, 1);
  const first = memory().numTensors;
  const middle = await run(one, steps - 1 - FEW);
  const checkpoint = await encodeCheckpoint(one, null);
  const end = await run(one, FEW);
  const last = memory().numTensors;

  const begun = await run(two, FEW);
  await restoreCheckpoint(two, decodeCheckpoint(checkpoint));
  const resumed = await run(two, FEW);
  const differing = await differingVariables(one, two);
  const phases = one.model.phases().map(({ name }) => name);
  for (const trainer of [one, two]) trainer.dispose();
  return { phases, losses: [...start, ...middle, ...end], tensors: { first, last }, begun, resumed, differing };
}

async function stepOf(trainer: Trainer, batch: ArrayBatch): Promise<StepLosses> {
  const losses: Record<string, Readonly<Record<string, number>>> = {};
  for (const [phase, pending] of await trainer.update(batch)) {
    losses[phase] = await pending.read();
    pending.dispose();
  }
  return losses;
}

/** As files hold them. */
async function differingVariables(one: Trainer, two: Trainer): Promise<string[]> {
  const arraysOf = async (trainer: Trainer) => decodeCheckpoint(await encodeCheckpoint(trainer, null)).arrays;
  const [expected, given] = [await arraysOf(one), await arraysOf(two)];
  const valuesOf = (arrays: typeof expected, path: string): unknown[] => [...arrays.get(path)!.data];
  const isSame = (path: string) => {
    const [a, b] = [valuesOf(expected, path), valuesOf(given, path)];
    return a.length === b.length && a.every((value, i) => Object.is(value, b[i]));
  };
  return [...expected.keys()].filter((path) => !isSame(path));
}
