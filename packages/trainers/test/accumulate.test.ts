import "@tensorflow/tfjs-backend-cpu";
import { createRng, type Phase } from "@genlab/core";
import { sgd } from "@genlab/optim";
import { Trainer, train } from "@genlab/trainers";
import { add, memory, type Scalar, setBackend } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import { batchOf, ToyModel } from "./toy-model.js";

beforeAll(async () => {
  await setBackend("cpu");
});

const trainerOf = (options: object, model = new ToyModel()) =>
  new Trainer(model, { optimizer: sgd({ learningRate: 0.5 }), rng: createRng(1), ...options });

describe("gradients that are added up", () => {
  // gradient descent with rate ½ on (p − x)² leaves the mean of all x
  it("make the update of one batch of all examples, whatever the sizes of the batches", async () => {
    const trainer = trainerOf({ accumulate: 3, gradientNorms: true });
    expect(trainer.batchesPerStep).toBe(3);
    const terms = await trainer.update(batchOf(1), batchOf(2, 3), batchOf(6));
    const losses = await terms.get("a")!.read();
    for (const pending of terms.values()) pending.dispose();
    expect(trainer.model.a.dataSync()[0]).toBeCloseTo(3, 6);
    expect(losses.total).toBeCloseTo((1 + 4 + 9 + 36) / 4, 5); // of p = 0, over all four
    expect(losses["gradient/a"]).toBeCloseTo(6, 5); // |mean of −2x|
    await trainer.update(batchOf(7), batchOf(7), batchOf(7)); // nothing is left of the step before
    expect(trainer.model.a.dataSync()[0]).toBeCloseTo(7, 6);
  });

  it("leave no tensor behind, and are counted by the loop", async () => {
    const before = memory().numTensors;
    const trainer = trainerOf({ accumulate: 2 });
    const steps: number[] = [];
    for await (const { step } of train(trainer, Array(7).fill(batchOf(1, 2)))) steps.push(step);
    expect(steps).toEqual([1, 2, 3]);
    trainer.dispose();
    expect(memory().numTensors).toBe(before);
  });

  it("are of a whole number of batches", () => {
    expect(() => trainerOf({ accumulate: 0 })).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: \`accumulate\` of Trainer is 0. Expected a whole number from 1.]`,
    );
  });
});

describe("what is frozen", () => {
  it("stays as it is, and has no optimizer", async () => {
    const trainer = trainerOf({ frozen: ["b"] }, modelOfOne());
    await trainer.update(batchOf(4));
    const { a, b } = trainer.model;
    expect([a.dataSync()[0], b.dataSync()[0]]).toEqual([4, 0]);
  });

  it("leaves each phase something to move, and is there", () => {
    expect(() => trainerOf({ frozen: ["b"] })).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: Phase "b" updates no parameter of those that are not frozen (b).]`,
    );
    expect(() => trainerOf({ frozen: ["encodr"] })).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: The model has no part "encodr". Known parts: a, b.]`,
    );
    expect(() => trainerOf({ frozen: "b" })).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: The parts are "b". Expected a list of paths, such as ["encoder"].]`,
    );
  });
});

/** Both numbers are moved by one phase. */
function modelOfOne(): ToyModel {
  const model = new ToyModel();
  const [a, b] = model.phases() as [Phase, Phase];
  const loss: Phase["loss"] = (...given) => ({ total: add<Scalar>(a.loss(...given).total, b.loss(...given).total) });
  return Object.assign(model, { phases: () => [{ name: "both", updates: [model.a, model.b], loss }] });
}
