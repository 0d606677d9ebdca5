import "@tensorflow/tfjs-backend-cpu";
import { type ArrayBatch, createRng, type Executor } from "@genlab/core";
import { CompiledExecutor } from "@genlab/graph";
import { adam, sgd } from "@genlab/optim";
import { itIsARuntime } from "@genlab/testing";
import { EagerExecutor, Trainer } from "@genlab/trainers";
import { createModel, type ModelConfiguration } from "@genlab/zoo";
import { setBackend } from "@tensorflow/tfjs-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { shape, tiny } from "../../zoo/test/tiny.js";
import { keptWebgpu, openWebgpu } from "./open-webgpu.js";

const kept = keptWebgpu();
afterAll(() => kept?.dispose());
beforeAll(async () => {
  await setBackend("cpu");
});

/** Relative to the term, or to 1 where it is less. */
const TOLERANCE = 1e-3;
const TIMEOUT = 1_200_000;

describe.skipIf(!kept)("ONNX Runtime on WebGPU", { timeout: TIMEOUT }, () => {
  itIsARuntime({
    create: async () => openWebgpu({ strict: false }), // NaN and infinity are asked for on the processor
    tolerance: TOLERANCE,
    variableTolerance: TOLERANCE,
  });

  it.each(tiny)("trains %s as the eager executor does", async (_, configuration) => {
    await compare({ runtime: openWebgpu(), configuration, size: shape, batchSize: 4, steps: 2 });
  });

  it.each<[string, ModelConfiguration, number[]]>([
    ["a VAE of 28 × 28 pixels", { type: "vae", latent: 16, channels: [8, 16] }, [28, 28, 1]],
    ["a DCGAN of 28 × 28 pixels", { type: "gan", latent: 16, channels: [8, 16] }, [28, 28, 1]],
  ])("trains %s as the eager executor does, under Adam", async (_, configuration, size) => {
    await compare({ runtime: openWebgpu(), configuration, size, batchSize: 8, steps: 3, withAdam: true });
  });
});

interface Comparison {
  readonly runtime: ReturnType<typeof openWebgpu>;
  readonly configuration: ModelConfiguration;
  readonly size: readonly number[];
  readonly batchSize: number;
  readonly steps: number;
  readonly withAdam?: boolean;
}

async function compare({ runtime, configuration, size, batchSize, steps, withAdam }: Comparison): Promise<void> {
  const executor = new CompiledExecutor(runtime);
  const trainerOf = (each: Executor) =>
    new Trainer(createModel(configuration, { shape: size, rng: createRng(1) }), {
      optimizer: withAdam ? adam({ learningRate: 1e-3 }) : sgd({ learningRate: 1e-3 }),
      rng: createRng(2),
      executor: each,
    });
  const [eager, compiled] = [trainerOf(new EagerExecutor()), trainerOf(executor)];
  try {
    for (let step = 0; step < steps; step++) {
      const batch = batchOf(step, [batchSize, ...size]);
      const [expected, given] = [await termsOf(eager, batch), await termsOf(compiled, batch)];
      expect([...given.keys()]).toEqual([...expected.keys()]);
      const wrong = [...expected].filter(
        ([name, value]) => !(Math.abs(given.get(name)! - value) <= TOLERANCE * Math.max(1, Math.abs(value))),
      );
      expect(wrong.map(([name, value]) => `${name} is ${given.get(name)}, not ${value}`)).toEqual([]);
    }
  } finally {
    await executor.dispose();
    for (const trainer of [eager, compiled]) trainer.dispose();
  }
}

async function termsOf(trainer: Trainer, batch: ArrayBatch): Promise<Map<string, number>> {
  const terms = new Map<string, number>();
  for (const [phase, pending] of await trainer.update(batch)) {
    for (const [term, value] of Object.entries(await pending.read())) terms.set(`${phase}/${term}`, value);
  }
  return terms;
}

/** Examples in (0, 1), and the classes of four. */
function batchOf(step: number, shape: readonly number[]): ArrayBatch {
  const x = { data: new Float32Array(shape.reduce((product, length) => product * length)), shape };
  createRng(10 + step).fillUniform(x.data, 0, 1);
  return { x, y: { data: Int32Array.from({ length: shape[0]! }, (_, i) => (i + step) % 3), shape: [shape[0]!] } };
}
