import "@tensorflow/tfjs-backend-cpu";
import { type ArrayBatch, createRng, type Model } from "@genlab/core";
import { sgd } from "@genlab/optim";
import { evaluate, Trainer, train } from "@genlab/trainers";
import { memory, setBackend } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import { batchOf, ToyModel } from "./toy-model.js";

beforeAll(async () => {
  await setBackend("cpu");
});

const trainerOf = (learningRate = 0.5) =>
  new Trainer(new ToyModel(), { optimizer: sgd({ learningRate }), rng: createRng(1) });

function* forever(batch: ArrayBatch): Generator<ArrayBatch> {
  for (;;) yield batch;
}

async function reports(...[trainer, data, options]: Parameters<typeof train>) {
  const found: [number, number | undefined][] = [];
  for await (const { step, losses } of train(trainer, data, options)) found.push([step, losses?.a?.total]);
  return found;
}

describe("train", () => {
  it("yields every step and reads losses when due and at the last", async () => {
    const found = await reports(trainerOf(0.25), forever(batchOf(8)), { steps: 5, reportEvery: 2 });
    // the distance halves with each step: losses 64, 16, 4, 1, ¼
    expect(found).toEqual([
      [1, undefined],
      [2, 16],
      [3, undefined],
      [4, 1],
      [5, 0.25],
    ]);
  });

  it("ends with the data, and at once when the steps are done", async () => {
    expect(await reports(trainerOf(), [batchOf(1), batchOf(2)])).toHaveLength(2);
    const trainer = trainerOf();
    trainer.step = 3;
    expect(await reports(trainer, forever(batchOf(1)), { steps: 3 })).toEqual([]);
    expect(trainer.step).toBe(3);
  });

  it("reports and checks the last step where the data end before a report is due", async () => {
    const before = memory().numTensors;
    const trainer = trainerOf(0.25);
    const held = memory().numTensors - before;
    // the distance halves with each step: losses 64, 16, 4
    expect(await reports(trainer, [batchOf(8), batchOf(8), batchOf(8)], { reportEvery: 100 })).toEqual([
      [1, undefined],
      [2, undefined],
      [3, undefined],
      [3, 4],
    ]);
    const broken = reports(trainerOf(1e30), [batchOf(1), batchOf(1), batchOf(1)], { reportEvery: 100 });
    await expect(broken).rejects.toThrow(/is (Infinity|NaN) at step 3/);
    expect(memory().numTensors).toBe(before + 2 * held);
  });

  it("refuses data that are no batches, steps that are no count, and what is no trainer", async () => {
    const wrong = (data: unknown, options = {}, trainer: unknown = trainerOf()) =>
      reports(trainer as Trainer, data as ArrayBatch[], options);
    await expect(wrong(batchOf(1))).rejects.toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: The data of train are {"x":{"data":"a Float32Array","shape":[1,1]}}. Expected batches one by one: an array, or a generator that is called, such as batches(data, { batchSize, rng }).]`,
    );
    await expect(wrong(forever)).rejects.toThrow("Expected batches one by one");
    await expect(wrong([batchOf(1)], { steps: null })).rejects.toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: \`steps\` of train is null. Expected a whole number from 0.]`,
    );
    await expect(wrong([batchOf(1)], { reportEvery: 1.5 })).rejects.toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: \`reportEvery\` of train is 1.5. Expected a whole number from 1.]`,
    );
    await expect(wrong([batchOf(1)], {}, new ToyModel())).rejects.toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: \`trainer\` of train is {"a":"a tensor []","b":"a tensor []"}. Expected what has update() and pull(), such as new Trainer(model, { optimizer, rng }).]`,
    );
  });

  it("reports no step twice where it was due", async () => {
    expect(await reports(trainerOf(), [batchOf(1), batchOf(2)], { reportEvery: 2 })).toHaveLength(2);
  });

  it("stops at a break without a tensor more", async () => {
    const trainer = trainerOf();
    const before = memory().numTensors;
    for await (const { step } of train(trainer, forever(batchOf(1)), { reportEvery: 10 })) if (step === 3) break;
    expect(trainer.step).toBe(3);
    expect(memory().numTensors).toBe(before);
  });

  it("lets timers run although the backend is synchronous", async () => {
    let fired = false;
    setTimeout(() => {
      fired = true;
    }, 30);
    for await (const { step } of train(trainerOf(), forever(batchOf(1)))) if (fired || step === 200_000) break;
    expect(fired).toBe(true);
  });

  it("names a loss that is not finite", async () => {
    const before = memory().numTensors;
    const trainer = trainerOf();
    const held = memory().numTensors - before;
    await expect(reports(trainer, [batchOf(1), batchOf(Number.NaN)])).rejects.toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: The term "total" of phase "a" is NaN at step 2. Lower the learning rate, clip the gradients, or look for bad values in the data.]`,
    );
    expect(memory().numTensors).toBe(before + held);
    await expect(reports(trainerOf(1e30), forever(batchOf(1)))).rejects.toThrow(/is (Infinity|NaN) at step/);
  });

  it("refuses a bad interval", async () => {
    await expect(reports(trainerOf(), [], { reportEvery: 0 })).rejects.toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: \`reportEvery\` of train is 0. Expected a whole number from 1.]`,
    );
  });
});

describe("evaluate", () => {
  const model = new ToyModel();

  it("weighs each batch by its size", async () => {
    // squares of 1, 2 and 3 with a parameter at 0: (1 + 4 + 9) / 3
    const before = memory().numTensors;
    const { a } = await evaluate(model, [batchOf(1, 2), batchOf(3)], { rng: createRng(1) });
    expect(a!.total).toBeCloseTo(14 / 3, 5);
    expect(a!.half).toBeCloseTo(7 / 3, 5);
    expect(memory().numTensors).toBe(before);
  });

  it("takes one tensor for two terms", async () => {
    const before = memory().numTensors;
    const [phase] = model.phases();
    const twice: Model = {
      phases: () => [
        {
          ...phase!,
          loss(batch, context) {
            const { total } = phase!.loss(batch, context);
            return { total, only: total };
          },
        },
      ],
    };
    const { a } = await evaluate(twice, [batchOf(1, 2)], { rng: createRng(1) });
    expect(a!.only).toBe(a!.total);
    expect(memory().numTensors).toBe(before);
  });

  it("refuses no data", async () => {
    await expect(evaluate(model, [], { rng: createRng(1) })).rejects.toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: There is no batch to evaluate on.]`,
    );
  });
});
