import "@tensorflow/tfjs-backend-cpu";
import { type ArrayBatch, createRng, type Executor } from "@genlab/core";
import { createOnnxExecutor } from "@genlab/onnx";
import { decodeCheckpoint, EagerExecutor, encodeCheckpoint, restoreCheckpoint, Trainer } from "@genlab/trainers";
import { createModel, createOptimizers, models, withFormerDefaults } from "@genlab/zoo";
import { setBackend } from "@tensorflow/tfjs-core";
import * as ort from "onnxruntime-node";
import { beforeAll, describe, expect, it } from "vitest";

beforeAll(async () => {
  await setBackend("cpu");
});

const configuration = { type: "wgan-gp", latent: 2, hidden: [5], network: "dense" } as const;

const batchAt = (number: number): ArrayBatch => ({
  x: { data: Float32Array.from({ length: 8 }, (_, i) => Math.sin(i + 3 * number)), shape: [4, 2] },
});

const trainerOf = (executor: Executor, model: object = configuration) =>
  new Trainer(createModel(model as typeof configuration, { shape: [2], rng: createRng(1) }), {
    optimizer: createOptimizers(models["wgan-gp"].optimizer!),
    rng: createRng(2),
    executor,
    average: { decay: 0.9 },
  });

/** Steps on batches that follow those of the steps before; the totals that are reported. */
async function steps(trainer: Trainer, count: number): Promise<number[]> {
  const totals: number[] = [];
  for (let i = 0; i < count; i++) {
    const size = trainer.batchesPerStep;
    const batches = Array.from({ length: size }, (_, j) => batchAt(trainer.step * size + j));
    for (const pending of (await trainer.update(...batches)).values()) {
      totals.push((await pending.read()).total!);
      pending.dispose();
    }
  }
  return totals;
}

const bytesOf = (trainer: Trainer) => encodeCheckpoint(trainer, configuration);

describe("the critic of a WGAN-GP sees other examples at each of its five steps", () => {
  it("compiled as eager", async () => {
    const executor = await createOnnxExecutor(ort, { threads: 1 });
    const compiled = trainerOf(executor);
    expect(compiled.batchesPerStep).toBe(5);
    const [found, expected] = [await steps(compiled, 6), await steps(trainerOf(new EagerExecutor()), 6)];
    expect(found.length).toBe(12);
    for (const [i, total] of found.entries()) expect(total).toBeCloseTo(expected[i]!, 4);
    await executor.dispose();
  });

  it("and not as with one that they share", async () => {
    const shared = trainerOf(new EagerExecutor(), { ...configuration, freshBatches: false });
    expect(shared.batchesPerStep).toBe(1);
    expect(await steps(shared, 3)).not.toEqual(await steps(trainerOf(new EagerExecutor()), 3));
  });

  it.each(["eager", "compiled"])("and goes on from a checkpoint to the same bytes (%s)", async (name) => {
    const made = async () => (name === "eager" ? new EagerExecutor() : createOnnxExecutor(ort, { threads: 1 }));
    const [whole, first, second] = [trainerOf(await made()), trainerOf(await made()), trainerOf(await made())];
    await steps(whole, 4);
    await steps(first, 2);
    await restoreCheckpoint(second, decodeCheckpoint(await bytesOf(first)));
    await steps(second, 2);
    expect(await bytesOf(second)).toEqual(await bytesOf(whole));
    for (const { executor } of [whole, first, second]) await executor.dispose?.();
  });
});

it("runs that were saved before go on as they were", () => {
  const saved = withFormerDefaults({ type: "wgan-gp" });
  expect(saved).toMatchObject({ type: "wgan-gp", freshBatches: false, augmentation: false });
  const given = { type: "gan", freshBatches: true, augmentation: "auto", channels: [8] };
  expect(withFormerDefaults(given)).toEqual(given);
});
