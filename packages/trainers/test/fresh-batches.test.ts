import "@tensorflow/tfjs-backend-cpu";
import { type ArrayBatch, createRng, type ImageBatch, type Losses, type Phase } from "@genlab/core";
import { sgd } from "@genlab/optim";
import {
  decodeCheckpoint,
  encodeCheckpoint,
  restoreCheckpoint,
  type StepTerms,
  Trainer,
  train,
} from "@genlab/trainers";
import { mean, mul, type Scalar, setBackend } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import { batchOf, ToyModel } from "./toy-model.js";

beforeAll(async () => {
  await setBackend("cpu");
});

/** What each phase saw, in order. */
type Seen = [phase: string, value: number][];

function trainerOf(overrides: Partial<Phase>, seen: Seen = []) {
  const model = new ToyModel({
    a: { repeats: 3, freshBatches: true, ...overrides, loss: (batch) => loss("a", batch) },
    b: { loss: (batch) => loss("b", batch) },
  });
  const loss = (phase: "a" | "b", { x }: ImageBatch): Losses => {
    seen.push([phase, x.dataSync()[0]!]);
    return { total: mul<Scalar>(model[phase], mean(x)) };
  };
  const optimizer = sgd({ learningRate: 0.1, momentum: 0.9 });
  return new Trainer(model, { optimizer, rng: createRng(1), average: { decay: 0.5 } });
}

function dispose(terms: StepTerms): void {
  for (const pending of terms.values()) pending.dispose();
}

const numbered = (from: number, to: number): ArrayBatch[] =>
  Array.from({ length: to - from }, (_, i) => batchOf(from + i));

describe("repeats with batches of their own", () => {
  it("take one each, and other phases the last", async () => {
    const seen: Seen = [];
    const trainer = trainerOf({}, seen);
    expect(trainer.batchesPerStep).toBe(3);
    dispose(await trainer.update(batchOf(1), batchOf(2), batchOf(3)));
    expect(seen).toEqual([
      ["a", 1],
      ["a", 2],
      ["a", 3],
      ["b", 3],
    ]);
    expect(trainer.step).toBe(1);
  });

  it("report the last one's terms, and of no phase but the model's", async () => {
    const trainer = trainerOf({});
    const terms = await trainer.update(batchOf(1), batchOf(2), batchOf(4));
    const totals = await Promise.all([...terms].map(async ([phase, pending]) => [phase, (await pending.read()).total]));
    dispose(terms);
    // `a` was moved by −0.1 · 1 and then by −0.1 · (0.9 · 1 + 2)
    expect(totals).toEqual([
      ["a", expect.closeTo(-0.39 * 4, 5)],
      ["b", 0],
    ]);
  });

  it("share one that is given alone, as repeats do that do not ask", async () => {
    const seen: Seen = [];
    dispose(await trainerOf({}, seen).update(batchOf(7)));
    const sharing = trainerOf({ freshBatches: false }, seen);
    expect(sharing.batchesPerStep).toBe(1);
    dispose(await sharing.update(batchOf(7)));
    expect(seen).toEqual([...Array(2)].flatMap(() => ["a", "a", "a", "b"].map((phase) => [phase, 7])));
  });

  it("are refused another number of batches", async () => {
    await expect(trainerOf({}).update(batchOf(1), batchOf(2))).rejects.toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: The trainer got 2 batches for a step. Give 3, as \`batchesPerStep\` says, or one that all updates share.]`,
    );
    await expect(trainerOf({}).update()).rejects.toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: The trainer got 0 batches for a step. Give 3, as \`batchesPerStep\` says, or one that all updates share.]`,
    );
    const sharing = trainerOf({ freshBatches: false });
    await expect(sharing.update(batchOf(1), batchOf(2))).rejects.toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: The trainer got 2 batches for a step. Give one.]`,
    );
  });

  it("are checked each, before the first step", async () => {
    await expect(trainerOf({}).update(batchOf(1), batchOf(Number.NaN), batchOf(3))).rejects.toThrow(
      'Field "x" has NaN',
    );
  });

  it("come one after the other from the data, of which the rest is left out", async () => {
    const seen: Seen = [];
    const reports = [];
    for await (const { step } of train(trainerOf({}, seen), numbered(1, 9))) reports.push(step);
    expect(reports).toEqual([1, 2]);
    expect(seen.filter(([phase]) => phase === "a").map(([, value]) => value)).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it("go on from a checkpoint to the same bytes", async () => {
    const whole = trainerOf({});
    for await (const _ of train(whole, numbered(1, 13)));
    const first = trainerOf({});
    for await (const _ of train(first, numbered(1, 13), { steps: 2 }));
    const second = trainerOf({});
    await restoreCheckpoint(second, decodeCheckpoint(await encodeCheckpoint(first, null)));
    const seen = second.step * second.batchesPerStep;
    for await (const _ of train(second, numbered(1 + seen, 13)));
    expect(second.step).toBe(4);
    expect(await encodeCheckpoint(second, null)).toEqual(await encodeCheckpoint(whole, null));
  });
});
