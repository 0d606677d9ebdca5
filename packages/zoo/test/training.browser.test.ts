import { type ArrayBatch, canSample, createContext, createRng, namedVariables } from "@genlab/core";
import { batches, digits } from "@genlab/data";
import { adam, sgd } from "@genlab/optim";
import { decodeCheckpoint, encodeCheckpoint, restoreCheckpoint, Trainer, train } from "@genlab/trainers";
import { createModel, type ModelConfiguration } from "@genlab/zoo";
import { backend, memory, setBackend, type Tensor, tidy } from "@tensorflow/tfjs-core";
import { beforeEach, describe, expect, inject, it } from "vitest";

const name = inject("backend");
beforeEach(async () => {
  await setBackend(name);
});

const shape = [8, 8, 1];
/** Odd on purpose: webgl holds two examples in one texel. */
const batchSize = 5;
/** And odd. */
const channels = [3];

interface Case {
  readonly configuration: ModelConfiguration;
  readonly steps: number;
  /** The phase whose total falls, and by how much at least. */
  readonly phase: string;
  readonly fall: number;
}

const cases: readonly (readonly [string, Case])[] = [
  ["vae", { configuration: { type: "vae", latent: 2, channels }, steps: 10, phase: "vae", fall: 2 }],
  ["wgan-gp", { configuration: { type: "wgan-gp", latent: 3, channels }, steps: 4, phase: "discriminator", fall: 1 }],
];

describe.each(cases)("%s", (_, { configuration, steps, phase, fall }) => {
  it("trains", async () => {
    const trainer = trainerOf(configuration, 1);
    const losses: number[] = [];
    const held: number[][] = [];
    for await (const report of train(trainer, await data(), { steps })) {
      losses.push(report.losses![phase]!.total!);
      held.push([memory().numTensors, backend().numDataIds()]);
    }
    expect(losses.at(-1), `${losses}`).toBeLessThan(losses[0]! - fall);
    expect(held.at(-1), "tensors held").toEqual(held[0]);
    trainer.dispose();
  });

  it("makes the step that the cpu backend makes, within 1e-4", async () => {
    const given = await stepOn(name, configuration);
    const expected = await stepOn("cpu", configuration);
    expect([...given.keys()]).toEqual([...expected.keys()]);
    for (const [path, values] of expected) {
      const scale = Math.max(0.1, ...values.map(Math.abs));
      const error = Math.max(...values.map((value, i) => Math.abs(value - given.get(path)![i]!)));
      expect(error / scale, path).toBeLessThan(1e-4);
    }
  });

  it("goes on from a checkpoint bit for bit, and samples by the seed", async () => {
    const [whole, stopped, resumed] = [1, 1, 2].map((seed) => trainerOf(configuration, seed)) as [
      Trainer,
      Trainer,
      Trainer,
    ];
    await run(whole, 2);
    await run(stopped, 1);
    await restoreCheckpoint(resumed, decodeCheckpoint(await encodeCheckpoint(stopped, null)));
    expect(await encodeCheckpoint(resumed, null)).toEqual(await encodeCheckpoint(stopped, null));
    await run(resumed, 1);
    expect(await encodeCheckpoint(resumed, null)).toEqual(await encodeCheckpoint(whole, null));

    const samples = await samplesOf(whole, 7);
    expect(samples).toHaveLength(3 * 64);
    expect(await samplesOf(resumed, 7)).toEqual(samples);
    expect(await samplesOf(whole, 8)).not.toEqual(samples);
    for (const trainer of [whole, stopped, resumed]) trainer.dispose();
  });
});

function trainerOf(configuration: ModelConfiguration, seed: number): Trainer {
  const model = createModel(configuration, { shape, rng: createRng(seed) });
  return new Trainer(model, { optimizer: adam({ learningRate: 0.03 }), rng: createRng(seed + 1) });
}

async function data(): Promise<AsyncIterable<ArrayBatch> | Iterable<ArrayBatch>> {
  return batches(await digits({ part: "train" }), { batchSize, rng: createRng(3) });
}

/** Steps that all see the first batch. */
async function run(trainer: Trainer, steps: number): Promise<void> {
  for await (const batch of await data()) {
    for (let i = 0; i < steps; i++) for (const terms of (await trainer.update(batch)).values()) terms.dispose();
    return;
  }
}

/** Every variable after a step of SGD, from biases that are not zero. */
async function stepOn(backendName: string, configuration: ModelConfiguration): Promise<Map<string, Float32Array>> {
  await setBackend(backendName);
  const model = createModel(configuration, { shape, rng: createRng(1) });
  const rng = createRng(4);
  for (const [path, variable] of namedVariables(model)) {
    if (path.endsWith("bias")) tidy(() => variable.assign(rng.uniform(variable.shape, 0.2, 1)));
  }
  const trainer = new Trainer(model, { optimizer: sgd({ learningRate: 0.1 }), rng: createRng(2) });
  await run(trainer, 1);
  const values = new Map<string, Float32Array>();
  for (const [path, variable] of namedVariables(trainer.state)) {
    values.set(path, Float32Array.from(await variable.data()));
  }
  trainer.dispose();
  return values;
}

async function samplesOf({ model }: Trainer, seed: number): Promise<ArrayLike<number>> {
  if (!canSample(model)) throw new Error("The model does not sample.");
  const samples: Tensor = tidy(() => model.sample(3, createContext({ rng: createRng(seed) })));
  const values = await samples.data();
  samples.dispose();
  return values;
}
