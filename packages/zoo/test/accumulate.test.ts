import "@tensorflow/tfjs-backend-cpu";
import { type ArrayBatch, createRng, type Executor, namedParameters } from "@genlab/core";
import { createOnnxExecutor } from "@genlab/onnx";
import { decodeCheckpoint, EagerExecutor, encodeCheckpoint, restoreCheckpoint, Trainer } from "@genlab/trainers";
import { createModel, createOptimizer, type ModelConfiguration } from "@genlab/zoo";
import { setBackend } from "@tensorflow/tfjs-core";
import * as ort from "onnxruntime-node";
import { beforeAll, describe, expect, it } from "vitest";

beforeAll(async () => {
  await setBackend("cpu");
});

const executors = {
  eager: async (): Promise<Executor> => new EagerExecutor(),
  compiled: (): Promise<Executor> => createOnnxExecutor(ort, { threads: 1 }),
};
const engines = Object.keys(executors) as (keyof typeof executors)[];

const batchOf = (count: number, first: number): ArrayBatch => ({
  x: { data: Float32Array.from({ length: 2 * count }, (_, i) => Math.sin(i + 2 * first)), shape: [count, 2] },
});

async function trainerOf(model: ModelConfiguration, engine: keyof typeof executors, accumulate: number) {
  return new Trainer(createModel(model, { shape: [2], rng: createRng(1) }), {
    optimizer: createOptimizer({ type: "sgd", learningRate: 0.1, momentum: 0.9, clipNorm: 1 }),
    ...{ rng: createRng(2), executor: await executors[engine](), accumulate, average: { decay: 0.9 } },
  });
}

async function steps(trainer: Trainer, count: number, size: number) {
  for (let i = 0; i < count; i++) {
    const number = trainer.batchesPerStep;
    const batches = Array.from({ length: number }, (_, j) => batchOf(size, (trainer.step * number + j) * size));
    for (const terms of (await trainer.update(...batches)).values()) terms.dispose();
  }
  await trainer.pull();
}

const weightsOf = async ({ model }: Trainer) =>
  (await Promise.all([...namedParameters(model).values()].map((one) => one.data()))).flatMap((values) => [...values]);

describe.each(engines)("steps of four batches of two (%s)", (engine) => {
  const autoencoder: ModelConfiguration = { type: "autoencoder", network: "dense", hidden: [5], latent: 2 };

  it("are, but for rounding, those of one of eight, where the loss is a mean", async () => {
    const [one, four] = [await trainerOf(autoencoder, "eager", 1), await trainerOf(autoencoder, engine, 4)];
    await steps(one, 5, 8);
    await steps(four, 5, 2);
    const expected = await weightsOf(one);
    for (const [i, weight] of (await weightsOf(four)).entries()) expect(weight).toBeCloseTo(expected[i]!, 5);
    await four.executor.dispose?.();
  });

  it.each<[string, ModelConfiguration]>([
    ["vae", { type: "vae", network: "dense", hidden: [5], latent: 2 }],
    ["wgan-gp", { type: "wgan-gp", network: "dense", hidden: [5], latent: 2 }],
  ])("of a %s go on from a checkpoint to the same bytes", async (_, model) => {
    const made = () => trainerOf(model, engine, 4);
    const [whole, first, second] = [await made(), await made(), await made()];
    expect(whole.batchesPerStep).toBe(model.type === "vae" ? 4 : 20);
    await steps(whole, 3, 2);
    await steps(first, 2, 2);
    await restoreCheckpoint(second, decodeCheckpoint(await encodeCheckpoint(first, null)));
    await steps(second, 1, 2);
    expect(await encodeCheckpoint(second, null)).toEqual(await encodeCheckpoint(whole, null));
    for (const { executor } of [whole, first, second]) await executor.dispose?.();
  });
});
