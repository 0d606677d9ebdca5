import "@tensorflow/tfjs-backend-cpu";
import { type ArrayBatch, createRng, type Executor, type Model, namedVariables } from "@genlab/core";
import { sgd } from "@genlab/optim";
import { EagerExecutor, Trainer } from "@genlab/trainers";
import { createModel, type ModelConfiguration } from "@genlab/zoo";
import { setBackend } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import { shape, tiny, variants } from "../../zoo/test/tiny.js";
import { createOnnxExecutor, type Ort } from "../src/index.js";
import { BLOCKED } from "../src/lower-blocked.js";
import { probe } from "../src/probe.js";
import { openNative } from "./open-native.js";

beforeAll(async () => {
  await setBackend("cpu");
});

interface Recipe {
  readonly name: string;
  readonly configuration: ModelConfiguration;
  readonly steps: number;
  /** Default: that of `tiny`. */
  readonly shape?: readonly number[];
  /** Default 4. */
  readonly batchSize?: number;
}

/** Convolutions of a size that has blocked kernels. */
const digits: readonly Recipe[] = [
  { type: "vae", latent: 4, channels: [16, 32] } as const,
  { type: "gan", latent: 4, channels: [16, 32] } as const,
].map((configuration) => {
  return { name: `${configuration.type} of 28 × 28 pixels`, configuration, steps: 2, shape: [28, 28, 1], batchSize: 2 };
});

const recipes: readonly Recipe[] = [
  ...tiny.map(([name, configuration]) => ({ name, configuration, steps: 50 })),
  ...variants.map(([name, configuration]) => ({ name, configuration, steps: 20 })),
  { name: "vae of points", configuration: { type: "vae", latent: 2, hidden: [5] }, steps: 20, shape: [2] },
  { name: "gan of points", configuration: { type: "gan", latent: 2, hidden: [5] }, steps: 20, shape: [2] },
];

// as the trainer runs it
const ort = openNative();
/** Relative to the value, or to the floor where the value is less. */
const TOLERANCE = 1e-4;
/** Biases before a batch norm have gradients, and values, that are zero but for rounding. */
const VARIABLE_FLOOR = 0.01;

interface Case {
  /** Default 0.01. */
  readonly learningRate?: number;
  /** Smaller terms are differences of terms of about one, such as a critic's total, and have the rounding errors of those. Default 0.1. */
  readonly termFloor?: number;
  readonly network?: "dense";
}

/**
 * What the usual steps are not fit for. `age` and `wgan-gp` multiply a difference in the last bit: of two eager runs, one with its
 * first weights times 1.00000012, the second parts from the first as far as the compiled one does.
 */
const cases: Readonly<Record<string, Case>> = {
  // gamma is 1000, and the loss becomes infinite
  "capacity-vae": { learningRate: 0.001 },
  // codeWeight is 1000; terms are logarithms of the variances of four codes
  age: { learningRate: 0.001, termFloor: 1 },
  // so small a convolutional critic has layer norms of three numbers, and a gradient whose norm is almost zero at first;
  // a convolutional critic with a gradient penalty trains in executor.test.ts
  "wgan-gp": { learningRate: 0.001, network: "dense" },
};

describe("the steps of every model in ONNX Runtime are those of the eager executor on the cpu backend", () => {
  it.each(recipes)("$name", (recipe) => compare(recipe, ort));

  it.each(digits)("$name, in blocks of channels", async (recipe) => {
    const found = await probe(ort, (model) => ort.InferenceSession.create(model, {}));
    const models: Uint8Array[] = [];
    const create: Ort["InferenceSession"]["create"] = (model, options) => {
      models.push(model);
      return ort.InferenceSession.create(model, options);
    };
    await compare(recipe, { ...ort, InferenceSession: { create } });
    const isBlocked = models.some((model) => Buffer.from(model).includes(BLOCKED));
    expect(isBlocked).toBe("blockSize" in found && found.blockSize !== undefined);
  });
});

async function compare(recipe: Recipe, runtime: Ort): Promise<void> {
  const { name, configuration, steps, shape: size = shape, batchSize = 4 } = recipe;
  const { learningRate = 0.01, termFloor = 0.1, ...network } = cases[name] ?? {};
  const executor = await createOnnxExecutor(runtime, { threads: 1 });
  const settings = { ...configuration, ...network } as ModelConfiguration;
  const [eager, compiled] = [new EagerExecutor(), executor].map((each) =>
    trainerOf(createModel(settings, { shape: size, rng: createRng(1) }), learningRate, each),
  ) as [Trainer, Trainer];
  for (let step = 0; step < steps; step++) {
    const batch = batchOf(step, [batchSize, ...size]);
    const [expected, given] = [await termsOf(eager, batch), await termsOf(compiled, batch)];
    expect([...given.keys()]).toEqual([...expected.keys()]);
    for (const [term, value] of expected) expectClose([given.get(term)!], [value], `${term} at ${step}`, termFloor);
  }
  await compiled.pull();
  const values = namedVariables(compiled.state);
  for (const [path, variable] of namedVariables(eager.state)) {
    expectClose(values.get(path)!.dataSync(), variable.dataSync(), path, VARIABLE_FLOOR);
  }
  await executor.dispose();
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

/** Examples in (0, 1), and the classes of four. */
function batchOf(step: number, shape: readonly number[]): ArrayBatch {
  const x = { data: new Float32Array(shape.reduce((product, length) => product * length)), shape };
  createRng(10 + step).fillUniform(x.data, 0, 1);
  const labels = Int32Array.of(0, 1, 2, step % 3).slice(0, shape[0]);
  return { x, y: { data: labels, shape: [labels.length] } };
}

function expectClose(given: ArrayLike<number>, expected: ArrayLike<number>, what: string, floor: number): void {
  for (let i = 0; i < expected.length; i++) {
    const [a, b] = [given[i]!, expected[i]!];
    // not "greater than": a NaN is not close
    if (Math.abs(a - b) <= TOLERANCE * Math.max(Math.abs(b), floor)) continue;
    expect.fail(`${what} [${i}] is ${a} in ONNX Runtime and ${b} eagerly.`);
  }
}
