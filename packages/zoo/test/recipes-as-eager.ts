import {
  type ArrayBatch,
  canDecode,
  canDiscriminate,
  canEncode,
  canReconstruct,
  canSample,
  canSampleClasses,
  canScore,
  canWeigh,
  createRng,
  type Executor,
  type Model,
  namedVariables,
  type Program,
} from "@genlab/core";
import { sgd } from "@genlab/optim";
import { EagerExecutor, evaluate, Trainer } from "@genlab/trainers";
import { createModel, type ModelConfiguration } from "@genlab/zoo";
import { cast, type Tensor } from "@tensorflow/tfjs-core";
import { expect } from "vitest";
import { shape, tiny, variants } from "./tiny.js";

export interface Recipe {
  readonly name: string;
  readonly configuration: ModelConfiguration;
  readonly steps: number;
  /** Default: that of `tiny`. */
  readonly shape?: readonly number[];
  /** Default 4. */
  readonly batchSize?: number;
}

/** Every recipe and variant of the zoo. */
export const recipes: readonly Recipe[] = [
  ...tiny.map(([name, configuration]) => ({ name, configuration, steps: 50 })),
  ...variants.map(([name, configuration]) => ({ name, configuration, steps: 20 })),
  { name: "vae of points", configuration: { type: "vae", latent: 2, hidden: [5] }, steps: 20, shape: [2] },
  {
    name: "tabular-vae of rows",
    configuration: { type: "tabular-vae", latent: 2, hidden: [5], choices: [3, 2] },
    ...{ steps: 20, shape: [7] },
  },
  {
    name: "tabular-gan of rows",
    configuration: { type: "tabular-gan", latent: 2, hidden: [5], choices: [3, 2], pack: 2 },
    ...{ steps: 20, shape: [7] },
  },
  { name: "gan of points", configuration: { type: "gan", latent: 2, hidden: [5] }, steps: 20, shape: [2] },
];

/** Biases before a batch norm have gradients, and values, that are zero but for rounding. */
const VARIABLE_FLOOR = 0.01;

interface Case {
  /** Default 0.01. */
  readonly learningRate?: number;
  /** Smaller terms are differences of terms of about one, such as a critic's total, and have the rounding errors of those. Default 0.1. */
  readonly termFloor?: number;
  readonly network?: "dense";
  readonly batchNorm?: "off";
}

/**
 * What the usual steps are not fit for. `age`, `ebgan` and `wgan-gp` multiply a difference in the last bit: of two eager runs, one with its
 * first weights times 1.00000012, the second parts from the first as far as the compiled one does.
 */
const cases: Readonly<Record<string, Case>> = {
  // codeWeight is 250; terms are logarithms of the variances of four codes; the zoo's suite compares it with its batch norms
  age: { learningRate: 0.001, termFloor: 1, batchNorm: "off" },
  // a discriminator with batch norms of four examples: two such eager runs part by 1.1e-4 in 50 steps of the usual rate, the compiled one by
  // 5e-4, in whose sums every last bit may differ; by 1e-6 at this rate
  "autoencoder-in-gan": { learningRate: 0.001 },
  // an encoder has a batch norm of four numbers that are almost the same, for images of a generator at its start
  ebgan: { learningRate: 0.001 },
  "ebgan, margin": { learningRate: 0.001 },
  // batch norms of four examples: two such eager runs part by 3e-2 in 50 steps of the usual rate, by 8e-7 at this one
  "staged-autoencoder-gan": { learningRate: 0.001 },
  // so small a convolutional critic has layer norms of three numbers, and a gradient whose norm is almost zero at first;
  // a convolutional critic with a gradient penalty trains in executor.test.ts
  "wgan-gp": { learningRate: 0.001, network: "dense" },
  "tabular-gan": { learningRate: 0.001, network: "dense" }, // has the same critic
  "tabular-gan of rows": { learningRate: 0.001 },
};

/** Its steps on an executor, an evaluation, what its model makes, and the variables after them are those of the eager executor on the tfjs backend that is set, within a bound. */
export async function expectAsEager(recipe: Recipe, executor: Executor, bound = 1e-4): Promise<void> {
  const expectClose = closeWithin(bound);
  const { name, configuration, steps, shape: size = shape, batchSize = 4 } = recipe;
  const { learningRate = 0.01, termFloor = 0.1, ...networks } = cases[name] ?? {};
  const settings = { ...configuration, ...networks } as ModelConfiguration;
  const [eager, compiled] = [new EagerExecutor(), executor].map((each) =>
    trainerOf(createModel(settings, { shape: size, rng: createRng(1) }), learningRate, each),
  ) as [Trainer, Trainer];
  for (let step = 0; step < steps; step++) {
    const batch = batchOf(step, [batchSize, ...size]);
    const [expected, given] = [await termsOf(eager, batch), await termsOf(compiled, batch)];
    expect([...given.keys()]).toEqual([...expected.keys()]);
    for (const [term, value] of expected) expectClose([given.get(term)!], [value], `${term} at ${step}`, termFloor);
  }
  const [evaluated, evaluatedHere] = [
    await evaluationOf(eager, batchSize, size),
    await evaluationOf(compiled, batchSize, size),
  ];
  for (const [term, value] of evaluated)
    expectClose([evaluatedHere.get(term)!], [value], `${term} evaluated`, termFloor);
  await compiled.pull(); // eagerly they are computed with, too
  const { model } = compiled; // of one model: its variables are not quite those of the eager one
  const given = () => ({ batch: batchOf(9, [batchSize, ...size]), rng: createRng(4), step: 0 });
  const made = await new EagerExecutor().compute(makingsOf(model), given());
  for (const [what, { data }] of Object.entries(await executor.compute(makingsOf(model), given()))) {
    expectClose(data, made[what]!.data, what, 1);
  }
  const values = namedVariables(compiled.state);
  for (const [path, variable] of namedVariables(eager.state)) {
    expectClose(values.get(path)!.dataSync(), variable.dataSync(), path, VARIABLE_FLOOR);
  }
  await executor.dispose?.();
  for (const trainer of [eager, compiled]) trainer.dispose();
}

/** SGD: Adam makes a step of full size of a gradient that is zero but for rounding. */
function trainerOf(model: Model, learningRate: number, executor: Executor): Trainer {
  return new Trainer(model, {
    optimizer: sgd({ learningRate }),
    rng: createRng(2),
    average: { decay: 0.9 },
    executor,
  });
}

/** Every reported value of a step. */
async function termsOf(trainer: Trainer, batch: ArrayBatch): Promise<Map<string, number>> {
  const terms = new Map<string, number>();
  for (const [phase, pending] of await trainer.update(batch)) {
    for (const [term, value] of Object.entries(await pending.read())) terms.set(`${phase}/${term}`, value);
    pending.dispose();
  }
  return terms;
}

/** Every term of an evaluation on two batches. */
async function evaluationOf({ model, executor }: Trainer, batchSize: number, size: readonly number[]) {
  const batches = [7, 8].map((step) => batchOf(step, [batchSize, ...size]));
  const phases = Object.entries(await evaluate(model, batches, { rng: createRng(3), executor }));
  return new Map(
    phases.flatMap(([phase, terms]) => Object.entries(terms).map(([term, value]) => [`${phase}/${term}`, value])),
  );
}

/** What a model makes of a batch and of draws, as one program. */
const makingsOf = (model: Model): Program<Tensor> => ({
  ...{ name: "makings", state: model, training: false },
  run: ({ x, y: labels }, context) => {
    const [count, y] = [x!.shape[0]!, cast(labels!, "int32")];
    const codes = canEncode(model) ? model.encode(x!, context) : undefined;
    return {
      ...(canSample(model) && { samples: model.sample(count, context) }),
      ...(canSampleClasses(model) && { "samples of classes": model.sampleClasses(y, context) }),
      ...(codes && { codes }),
      ...(codes && canDecode(model) && { decoded: model.decode(codes, context) }),
      ...(canReconstruct(model) && { reconstructions: model.reconstruct(x!, context) }),
      ...(canScore(model) && { scores: model.score(x!, context) }),
      ...(canDiscriminate(model) && { logits: model.discriminate(x!, context) }),
      ...(canWeigh(model) && { "log-weights": model.logWeights(x!, 3, context) }),
    };
  },
});

/** Examples in (0, 1), and the classes of four. */
function batchOf(step: number, shape: readonly number[]): ArrayBatch {
  const x = { data: new Float32Array(shape.reduce((product, length) => product * length)), shape };
  createRng(10 + step).fillUniform(x.data, 0, 1);
  const labels = Int32Array.of(0, 1, 2, step % 3).slice(0, shape[0]);
  return { x, y: { data: labels, shape: [labels.length] } };
}

/** Within a bound that is relative to the value, or to the floor where the value is less. */
const closeWithin =
  (bound: number) =>
  (given: ArrayLike<number>, expected: ArrayLike<number>, what: string, floor: number): void => {
    for (let i = 0; i < expected.length; i++) {
      const [a, b] = [given[i]!, expected[i]!];
      // not "greater than": a NaN is not close
      if (Math.abs(a - b) <= bound * Math.max(Math.abs(b), floor)) continue;
      expect.fail(`${what} [${i}] is ${a} compiled and ${b} eagerly.`);
    }
  };
