import { createContext, createRng, type Executor, namedParameters } from "@genlab/core";
import { adam, sgd } from "@genlab/optim";
import { decodeCheckpoint, EagerExecutor, encodeCheckpoint, evaluate, Trainer } from "@genlab/trainers";
import { createVae } from "@genlab/vae";
import { MathBackendCPU } from "@tensorflow/tfjs-backend-cpu";
import * as tf from "@tensorflow/tfjs-core";
import * as ort from "onnxruntime-node";
import { beforeAll, describe, expect, it } from "vitest";
import { createOnnxExecutor, type Ort } from "../src/index.js";

beforeAll(async () => {
  await tf.setBackend("cpu");
});

const batch = { x: { data: Float32Array.from({ length: 64 }, (_, i) => (i % 7) / 7), shape: [4, 4, 4, 1] } };
const createModel = () => createVae({ shape: [4, 4, 1], latent: 2, network: "dense", hidden: [8] }, createRng(1));
const compiled = () => createOnnxExecutor(ort as unknown as Ort, { threads: 1 });
const makers: [string, () => Promise<Executor>][] = [
  ["eager", async () => new EagerExecutor()],
  ["compiled", compiled],
];

async function trained(makeExecutor: () => Promise<Executor>, { learningRate = 0.1 } = {}) {
  const executor = await makeExecutor();
  const model = createModel();
  const trainer = new Trainer(model, { optimizer: adam({ learningRate }), rng: createRng(2), executor });
  const steps = async (count: number) => {
    let total = Number.NaN;
    for (let i = 0; i < count; i++) {
      for (const terms of (await trainer.update(batch)).values()) {
        total = (await terms.read()).total!;
        terms.dispose();
      }
    }
    return total;
  };
  await steps(3);
  return { executor, model, trainer, steps };
}

/** What `change` gives on both executors; it is the same, but for rounding. */
async function onBoth(change: (run: Awaited<ReturnType<typeof trained>>) => Promise<readonly number[]>) {
  const [eager, other] = [await change(await trained(makers[0]![1])), await change(await trained(makers[1]![1]))];
  expect(other.length).toBe(eager.length);
  for (const [i, value] of eager.entries()) expect(other[i]! / value).toBeCloseTo(1, 3);
  return eager;
}

const weights = async (model: object) => [...(await [...namedParameters(model).values()][0]!.data())];

describe("what is read after a step is what the step left, whoever reads it", () => {
  it.each<[string, (run: Awaited<ReturnType<typeof trained>>) => Promise<readonly number[]>]>([
    ["a variable", ({ model }) => weights(model)],
    ["a variable at once", async ({ model }) => [...[...namedParameters(model).values()].at(-1)!.dataSync()]],
    ["evaluate", async ({ model }) => [(await evaluate(model, [batch], { rng: createRng(3) })).vae!.total!]],
    ["sample", async ({ model }) => [...model.sample(2, createContext({ rng: createRng(3) })).dataSync()]],
    [
      "encode",
      async ({ model }) => [
        ...tf.tidy(() =>
          model.encode(tf.tensor(batch.x.data, [4, 4, 4, 1]), createContext({ rng: createRng(3) })).dataSync(),
        ),
      ],
    ],
    [
      "saving",
      async ({ trainer }) => [
        ...(decodeCheckpoint(await encodeCheckpoint(trainer, null))
          .arrays.values()
          .next().value!.data as Float32Array),
      ],
    ],
  ])("%s", async (_, read) => {
    expect((await onBoth(read)).length).toBeGreaterThan(0);
  });

  it("also between two steps, and when the executor is gone", async () => {
    const first = await onBoth(async ({ model, steps, executor }) => {
      const before = await weights(model);
      await steps(2);
      const after = await weights(model);
      await steps(1);
      await executor.dispose?.();
      return [...before, ...after, ...(await weights(model))];
    });
    expect(first.slice(0, 3)).not.toEqual(first.slice(first.length / 3, first.length / 3 + 3));
  });

  it("where another backend is set by then", async () => {
    const expected = await weights((await trained(compiled)).model);
    const { model, steps, executor } = await trained(compiled);
    tf.registerBackend("other", () => new MathBackendCPU());
    tf.copyRegisteredKernels("cpu", "other");
    await tf.setBackend("other");
    const [first] = namedParameters(model).values();
    const doubled = tf.tidy(() => [...tf.mul(first!, 2).dataSync()]);
    expect(doubled).toEqual(expected.map((value) => 2 * value));
    await tf.setBackend("cpu");
    expect(await steps(1)).toBeGreaterThan(0);
    expect(await weights(model)).not.toEqual(expected);
    await executor.dispose?.();
    tf.removeBackend("other");
  });

  it("without a tensor more", async () => {
    const { model, steps, executor, trainer } = await trained(compiled);
    const { numTensors, numBytes, numDataBuffers } = tf.memory();
    for (let i = 0; i < 3; i++) {
      await steps(1);
      await weights(model);
      tf.tidy(() => void model.sample(2, createContext({ rng: createRng(3) })));
    }
    const { numTensors: after, numBytes: bytes, numDataBuffers: buffers } = tf.memory();
    expect([after, bytes, buffers]).toEqual([numTensors, numBytes, numDataBuffers]);
    trainer.dispose();
    await executor.dispose?.();
  });
});

describe("what is changed between two steps is seen", () => {
  it("a value that is assigned", async () => {
    const values = await onBoth(async ({ model, steps }) => {
      const [first] = namedParameters(model).values();
      tf.tidy(() => first!.assign(tf.fill(first!.shape, 0.25)));
      const loss = await steps(1);
      return [loss, ...(await weights(model))];
    });
    expect(Math.max(...values.slice(1).map((value) => Math.abs(value - 0.25)))).toBeLessThan(0.25);
  });

  it("a value that is assigned after it was read", async () => {
    await onBoth(async ({ model, steps }) => {
      const [first] = namedParameters(model).values();
      await first!.data();
      tf.tidy(() => first!.assign(tf.mul(first!, 2)));
      return [await steps(2), ...(await weights(model))];
    });
  });

  it("parameters that are frozen, and set free again", async () => {
    const [frozen, moved] = await onBoth(async ({ model, steps }) => {
      const encoder = [...namedParameters(model.encoder).values()];
      const before = await encoder[0]!.data();
      const distance = async () =>
        [...(await encoder[0]!.data())].reduce((most, x, i) => Math.max(most, Math.abs(x - before[i]!)), 0);
      for (const variable of encoder) variable.trainable = false;
      await steps(3);
      const still = await distance();
      for (const variable of encoder) variable.trainable = true;
      await steps(1);
      return [1 + still, await distance()];
    });
    expect(frozen).toBe(1);
    expect(moved).toBeGreaterThan(0.01);
  });

  it("a part that is replaced", async () => {
    const values = await onBoth(async ({ model, steps }) => {
      const { likelihood } = model;
      const doubled: typeof likelihood = {
        negativeLog: (output, x) => tf.mul(2, likelihood.negativeLog(output, x)),
        mean: (output) => likelihood.mean(output),
      };
      const before = await steps(1);
      Object.assign(model, { likelihood: doubled });
      return [before, await steps(1)];
    });
    expect(values[1]! / values[0]!).toBeGreaterThan(1.5);
  });

  it("another learning rate, by another trainer of the model", async () => {
    const learned = await onBoth(async ({ model, trainer, executor }) => {
      const before = await weights(model);
      const slow = new Trainer(model, { optimizer: sgd({ learningRate: 1e-9 }), rng: trainer.rng, executor });
      for (const terms of (await slow.update(batch)).values()) terms.dispose();
      const after = await weights(model);
      return [1 + Math.max(...before.map((value, i) => Math.abs(value - after[i]!)))];
    });
    expect(learned[0]).toBeLessThan(1 + 1e-6);
  });

  it("another executor, and the first again", async () => {
    const run = async (executors: readonly Executor[]) => {
      const model = createModel();
      const losses: number[] = [];
      for (const executor of executors) {
        const trainer = new Trainer(model, { optimizer: sgd({ learningRate: 0.01 }), rng: createRng(2), executor });
        for (const terms of (await trainer.update(batch)).values()) losses.push((await terms.read()).total!);
      }
      return losses;
    };
    const [one, two] = [await compiled(), await compiled()];
    const eager = new EagerExecutor();
    const losses = await run([one, two, eager, one]);
    const expected = await run([eager, eager, eager, eager]);
    for (const [i, loss] of expected.entries()) expect(losses[i]! / loss).toBeCloseTo(1, 4);
  });
});

it("a phase of which nothing is trained any more is refused by both", async () => {
  for (const [, make] of makers) {
    const { model, steps } = await trained(make);
    for (const variable of namedParameters(model).values()) variable.trainable = false;
    await expect(steps(1)).rejects.toThrow("`trainable` is false");
  }
});

it("numbers of any kind are taken as they are", async () => {
  const losses = [];
  for (const data of [batch.x.data, Float64Array.from(batch.x.data), [...batch.x.data]]) {
    const { trainer } = await trained(compiled);
    const terms = await trainer.update({ x: { data, shape: [4, 4, 4, 1] } });
    losses.push((await terms.get("vae")!.read()).total);
  }
  expect(new Set(losses).size).toBe(1);
});
