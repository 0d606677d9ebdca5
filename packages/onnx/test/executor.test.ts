import "@tensorflow/tfjs-backend-cpu";
import {
  type ArrayBatch,
  type Context,
  createRng,
  disposeModule,
  type Executor,
  GenlabError,
  type ImageBatch,
  type Model,
  namedVariables,
  type Phase,
  type Program,
  parameter,
  type Rng,
} from "@genlab/core";
import {
  BatchNorm,
  Conv2d,
  ConvTranspose2d,
  Dropout,
  flatten,
  Linear,
  leakyRelu,
  relu,
  reshapeTo,
  Sequential,
} from "@genlab/layers";
import { wassersteinGradientPenalty } from "@genlab/losses";
import { adam, rmsProp } from "@genlab/optim";
import { decodeCheckpoint, EagerExecutor, encodeCheckpoint, restoreCheckpoint, Trainer } from "@genlab/trainers";
import { createModel, type ModelConfiguration } from "@genlab/zoo";
import * as tf from "@tensorflow/tfjs-core";
import * as ort from "onnxruntime-node";
import * as web from "onnxruntime-web";
import { beforeAll, describe, expect, it } from "vitest";
import { CompilationError, createOnnxExecutor, type Ort } from "../src/index.js";
import { collectGarbage } from "./collect-garbage.js";
import { openNative } from "./open-native.js";

beforeAll(async () => {
  await tf.setBackend("cpu");
});

const compiled = () => createOnnxExecutor(ort, { threads: 1 });

/** Values in (0, 1). */
function batchOf(seed: number, ...shape: number[]): ArrayBatch {
  const data = new Float32Array(tf.util.sizeFromShape(shape));
  createRng(seed).fillUniform(data, 0, 1);
  return { x: { data, shape } };
}

type Losses = Record<string, Record<string, number>>;

async function step(trainer: Trainer, batch: ArrayBatch): Promise<Losses> {
  const losses: Losses = {};
  for (const [phase, terms] of await trainer.update(batch)) {
    losses[phase] = { ...(await terms.read()) };
    terms.dispose();
  }
  return losses;
}

/** Relative to the largest entry. */
function distance(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let [most, largest] = [0, 0];
  for (let i = 0; i < b.length; i++) {
    most = Math.max(most, Math.abs(a[i]! - b[i]!));
    largest = Math.max(largest, Math.abs(b[i]!));
  }
  return largest === 0 ? most : most / largest;
}

/** The greatest relative differences between 50 steps on both executors: of a term, and of a variable. */
async function difference(
  make: (rng: Rng) => Model,
  batches: (step: number) => ArrayBatch,
  { steps = 50, makeExecutor = compiled }: { steps?: number; makeExecutor?: typeof compiled } = {},
) {
  const trainerWith = (executor: Executor) =>
    new Trainer(make(createRng(1)), {
      optimizer: adam({ learningRate: (step) => 1e-3 / (1 + step) }),
      rng: createRng(2),
      average: { decay: 0.9 },
      gradientNorms: true,
      executor,
    });
  const executor = await makeExecutor();
  const [eager, other] = [trainerWith(new EagerExecutor()), trainerWith(executor)];
  let [ofTerms, ofVariables] = [0, 0];
  for (let i = 0; i < steps; i++) {
    const [expected, given] = [await step(eager, batches(i)), await step(other, batches(i))];
    expect(Object.keys(given)).toEqual(Object.keys(expected));
    for (const phase of Object.keys(expected)) {
      expect(Object.keys(given[phase]!)).toEqual(Object.keys(expected[phase]!));
      for (const term of Object.keys(expected[phase]!)) {
        const [a, b] = [given[phase]![term]!, expected[phase]![term]!];
        ofTerms = Math.max(ofTerms, Math.abs(a - b) / (1e-3 + Math.abs(b)));
      }
    }
  }
  await other.pull();
  const values = namedVariables(other.state);
  for (const [path, variable] of namedVariables(eager.state)) {
    ofVariables = Math.max(ofVariables, distance(values.get(path)!.dataSync(), variable.dataSync()));
  }
  await executor.dispose();
  eager.dispose();
  other.dispose();
  return { ofTerms, ofVariables };
}

const image = (i: number) => batchOf(i, i % 4 === 3 ? 3 : 5, 8, 8, 1); // with a short batch now and then

// default settings of every model: zoo.long.test.ts
describe("50 steps in ONNX Runtime are those of the eager executor on the cpu backend", () => {
  it.each<[string, ModelConfiguration]>([
    [
      "denoising autoencoder",
      { type: "denoising-autoencoder", latent: 3, network: "dense", hidden: [16], corruption: "masking" },
    ],
    [
      "salt and pepper",
      { type: "denoising-autoencoder", latent: 3, network: "dense", hidden: [16], corruption: "salt-and-pepper" },
    ],
    [
      "convolutional vae",
      { type: "vae", latent: 3, network: "convolutional", channels: [4, 6], activation: "leaky-relu" },
    ],
    [
      "vae with free bits and a learned variance",
      { type: "vae", latent: 3, network: "dense", hidden: [16], freeBits: 0.1, likelihood: "learned-gaussian" },
    ],
  ])("%s", async (_, configuration) => {
    const { ofTerms, ofVariables } = await difference(
      (rng) => createModel(configuration, { shape: [8, 8, 1], rng }),
      image,
    );
    expect(ofTerms).toBeLessThan(1e-4);
    expect(ofVariables).toBeLessThan(1e-4);
  });

  it("a gan with batch norm, dropout, a gradient penalty, repeats and staged phases", async () => {
    const { ofTerms, ofVariables } = await difference(
      (rng) => new ToyGan(rng),
      (i) => batchOf(i, 4, 4, 4, 1),
    );
    expect(ofTerms).toBeLessThan(1e-4);
    expect(ofVariables).toBeLessThan(1e-4);
  });
});

/** A critic with dropout and a gradient penalty, three times a step; a generator with batch norm, from step 2 on. */
class ToyGan implements Model {
  readonly generator: Sequential;
  readonly critic: Sequential;

  constructor(rng: Rng) {
    this.generator = new Sequential([
      // a bias before batch norm has a gradient of rounding errors, which Adam blows up
      new Linear({ inputs: 3, outputs: 8, bias: false }, rng.fork("a")),
      new BatchNorm({ channels: 8 }),
      relu,
      reshapeTo([2, 2, 2]),
      new ConvTranspose2d({ inputs: 2, outputs: 1, kernel: 4, stride: 2 }, rng.fork("b")),
      tf.tanh,
    ]);
    this.critic = new Sequential([
      new Conv2d({ inputs: 1, outputs: 4, kernel: 3, stride: 2 }, rng.fork("c")),
      leakyRelu(0.2),
      new Dropout({ rate: 0.2 }),
      flatten,
      new Linear({ inputs: 16, outputs: 1 }, rng.fork("d")),
    ]);
  }

  phases(): readonly Phase<ImageBatch>[] {
    const fakes = (x: tf.Tensor, context: Context) =>
      this.generator.forward(context.rng.normal([x.shape[0]!, 3]), context);
    return [
      {
        name: "critic",
        updates: this.critic,
        repeats: 3,
        loss: ({ x }, context) => {
          const fake = fakes(x, context);
          const score = (of: tf.Tensor) => this.critic.forward(of, context);
          const penalty = wassersteinGradientPenalty({ judge: score, real: x, fake }, context.rng);
          const distance: tf.Scalar = tf.sub(tf.mean(score(fake)), tf.mean(score(x)));
          return {
            total: tf.add(
              distance,
              tf.mul(
                penalty,
                context.schedule((step) => 10 + step),
              ),
            ),
            distance,
            penalty,
          };
        },
      },
      {
        name: "generator",
        updates: this.generator,
        active: (step) => step >= 2,
        loss: ({ x }, context) => ({
          total: tf.neg(tf.mean(this.critic.forward(fakes(x, context), context))) as tf.Scalar,
        }),
      },
    ];
  }
}

it("onnxruntime-web trains as the eager executor does", async () => {
  const configuration: ModelConfiguration = { type: "vae", latent: 3, network: "dense", hidden: [16] };
  const { ofTerms, ofVariables } = await difference(
    (rng) => createModel(configuration, { shape: [8, 8, 1], rng }),
    image,
    {
      steps: 10,
      makeExecutor: () => createOnnxExecutor(web as unknown as Ort, { threads: 1, executionProviders: ["wasm"] }),
    },
  );
  expect(ofTerms).toBeLessThan(1e-4);
  expect(ofVariables).toBeLessThan(1e-4);
});

describe("an executor in ONNX Runtime", () => {
  const trainerOf = async (seed: number, executor = compiled()) =>
    new Trainer(new ToyGan(createRng(seed)), {
      optimizer: rmsProp({ learningRate: 0.01 }),
      rng: createRng(seed),
      executor: await executor,
    });
  const batch = batchOf(0, 4, 4, 4, 1);

  it.each<[string, Ort, number]>([
    ["by its binding on one thread", ort as unknown as Ort, 1],
    ["by its C interface on two", openNative(), 2],
  ])("resumes bit for bit, %s", async (_, runtime, threads) => {
    const made = (seed: number) => trainerOf(seed, createOnnxExecutor(runtime, { threads }));
    const [whole, stopped, resumed] = [await made(1), await made(1), await made(2)];
    // large enough to be shared between threads
    const batch = batchOf(0, 256, 4, 4, 1);
    await step(resumed, batch); // what it holds by then is pushed away
    for (let i = 0; i < 20; i++) await step(whole, batch);
    for (let i = 0; i < 10; i++) await step(stopped, batch);
    await restoreCheckpoint(resumed, decodeCheckpoint(await encodeCheckpoint(stopped, null)));
    for (let i = 0; i < 10; i++) await step(resumed, batch);
    expect(await encodeCheckpoint(resumed, null)).toEqual(await encodeCheckpoint(whole, null));
  });

  it("compiles once for each program and shape, and says what runs", async () => {
    let sessions = 0;
    const InferenceSession = {
      create: (...given: Parameters<typeof ort.InferenceSession.create>) => {
        sessions += 1;
        return ort.InferenceSession.create(...given);
      },
    };
    const executor = await createOnnxExecutor({ ...ort, InferenceSession } as never, {
      threads: 1,
      executionProviders: ["nonsense", "cpu"],
    });
    expect(executor.name).toBe(`compiled for ONNX Runtime ${ort.env.versions.node} on cpu, 1 thread`);
    sessions = 0;
    const trainer = await trainerOf(1, Promise.resolve(executor));
    for (let i = 0; i < 6; i++) await step(trainer, batchOf(i, i % 2 === 0 ? 4 : 3, 4, 4, 1));
    expect(sessions).toBe(4); // two programs, two shapes
    await executor.dispose();
  });

  it("is disposed of once, whatever it has compiled anew since", async () => {
    const executor = await compiled();
    const trainer = await trainerOf(1, Promise.resolve(executor));
    await step(trainer, batch);
    const frozen = [...namedVariables(trainer.model.generator).values()].find((variable) => variable.trainable)!;
    frozen.trainable = false; // the generator's program no longer holds, and is compiled anew
    await step(trainer, batch);
    await executor.dispose();
    await executor.dispose();
    trainer.dispose();
  });

  it("says that another provider may leave some to the processor", async () => {
    const create = (model: Uint8Array) => ort.InferenceSession.create(model);
    const pretended = { ...ort, InferenceSession: { create } } as never;
    expect((await createOnnxExecutor(pretended, { executionProviders: ["cuda"] })).name).toBe(
      `compiled for ONNX Runtime ${ort.env.versions.node} on cuda, and on cpu what that has no kernel for`,
    );
  });

  it("holds no tensor of tfjs after a step", async () => {
    const trainer = await trainerOf(1);
    const { numTensors, numDataBuffers } = tf.memory();
    for (let i = 0; i < 4; i++) await step(trainer, batch);
    await trainer.executor.pull(trainer.state);
    expect([tf.memory().numTensors, tf.memory().numDataBuffers]).toEqual([numTensors, numDataBuffers]);
  });

  it("lets go of a trainer that is gone", async () => {
    const executor = await compiled();
    const train = async () => {
      const trainer = await trainerOf(1, Promise.resolve(executor));
      await step(trainer, batch);
      trainer.dispose();
      return [new WeakRef(trainer), new WeakRef(trainer.model.generator)];
    };
    const gone = await train();
    await collectGarbage();
    expect(gone.map((each) => each.deref())).toEqual([undefined, undefined]);
    await executor.dispose();
  });

  it("takes bytes for int32, and variables of int32", async () => {
    const state = { count: tf.variable(tf.scalar(1, "int32")) };
    const program: Program = {
      name: "count",
      state,
      run: ({ y }) => {
        state.count.assign(tf.add(state.count, tf.sum(y!)) as tf.Scalar);
        return { total: tf.cast(state.count, "float32") as tf.Scalar };
      },
    };
    const executor = await compiled();
    const inputs = { batch: { y: { data: Uint8Array.of(200, 100), shape: [2] } }, rng: createRng(0), step: 0 };
    const [terms] = await executor.run([program], inputs);
    expect(await terms!.read()).toEqual({ total: 301 });
    await executor.pull(state);
    expect(state.count.dataSync()).toEqual(Int32Array.of(301));
    disposeModule(state);
  });

  it("needs no more memory for later runs than for the first", async () => {
    const length = 2048;
    const program: Program = {
      name: "turned",
      state: {},
      // 16 MB each, all at a time
      run: ({ x }) => {
        const turned = [1, 2, 3, 4, 5, 6, 7, 8].map((i) => tf.transpose(tf.mul(x!, i)));
        return { total: tf.sum(tf.cumsum(tf.concat(turned, 1), 1)) as tf.Scalar };
      },
    };
    const executor = await createOnnxExecutor(openNative(), { threads: 1 });
    const x = { data: new Float32Array(length * length), shape: [length, length] };
    const run = async () => {
      const [terms] = await executor.run([program], { batch: { x }, rng: createRng(0), step: 0 });
      await terms!.read();
    };
    await run();
    const before = process.memoryUsage.rss();
    for (let i = 0; i < 3; i++) await run();
    expect(process.memoryUsage.rss() - before).toBeLessThan(100e6);
    await executor.dispose();
  });

  it("leaves variables as they were when a program fails", async () => {
    const state = { w: parameter(() => tf.ones([2])), table: parameter(() => tf.range(0, 3)) };
    const program: Program = {
      name: "lookup",
      state,
      run: ({ i }) => {
        state.w.assign(tf.add(state.w, 1));
        return { total: tf.sum(tf.gather(state.table, tf.cast(i!, "int32"))) as tf.Scalar };
      },
    };
    const executor = await compiled();
    const run = (index: number) =>
      executor.run([program], { batch: { i: { data: Int32Array.of(index), shape: [1] } }, rng: createRng(0), step: 7 });
    await run(2);
    await expect(run(5)).rejects.toThrow(GenlabError);
    await expect(run(5)).rejects.toThrow('ONNX Runtime could not run "lookup" at step 7: ');
    await executor.pull(state);
    expect(state.w.dataSync()).toEqual(Float32Array.of(2, 2));
    await run(0);
    await executor.pull(state);
    expect(state.w.dataSync()).toEqual(Float32Array.of(3, 3));
    disposeModule(state);
  });

  it("says what it cannot compile, before anything changed", async () => {
    const state = { w: parameter(() => tf.ones([2])) };
    const [fine, tooMuch] = ["fine", "too much"].map((name): Program => {
      return {
        name,
        state,
        run: () => ({ total: tf.sum(state.w.assign(tf.add(state.w, 1)) ?? state.w) as tf.Scalar }),
      };
    }) as [Program, Program];
    let sessions = 0;
    const create = async (...given: Parameters<typeof ort.InferenceSession.create>) => {
      sessions += 1;
      if (sessions > made + 1) throw new Error("NOT_IMPLEMENTED: Where(16)");
      return ort.InferenceSession.create(...given);
    };
    let made = Number.POSITIVE_INFINITY;
    const executor = await createOnnxExecutor({ ...ort, InferenceSession: { create } } as never);
    made = sessions;
    const step = executor.run([fine, tooMuch], { batch: {}, rng: createRng(0), step: 0 });
    await expect(step).rejects.toThrow(CompilationError);
    await expect(step).rejects.toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: ONNX Runtime could not compile "too much": NOT_IMPLEMENTED: Where(16)]`,
    );
    await executor.pull(state);
    expect(state.w.dataSync()).toEqual(Float32Array.of(1, 1));
    disposeModule(state);
  });

  it("refuses options and providers that cannot be", async () => {
    await expect(createOnnxExecutor(ort, { threads: 0 })).rejects.toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: threads is 0; expected a positive integer.]`,
    );
    await expect(
      createOnnxExecutor(ort, { executionProviders: ["nonsense"] }),
    ).rejects.toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: ONNX Runtime starts on none of the execution providers. nonsense: no available backend found. ERR: [nonsense] backend not found.]`,
    );
  });
});
