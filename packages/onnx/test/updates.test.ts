import "@tensorflow/tfjs-backend-cpu";
import { type ArrayBatch, createRng, namedParameters, type Program, parameter } from "@genlab/core";
import { type Graph, graphOf, input, make, type Node } from "@genlab/graph";
import { adam, adamW, chain, clipByGlobalNorm, clipByValue, rmsProp, sgd, type Transform } from "@genlab/optim";
import { EagerExecutor, encodeCheckpoint, Trainer, type TrainerOptions } from "@genlab/trainers";
import { SharedMemory } from "@genlab/wasm";
import { createModel, type ModelConfiguration } from "@genlab/zoo";
import { add, cast, gather, mul, ones, type Scalar, setBackend, sum, tensor } from "@tensorflow/tfjs-core";
import * as binding from "onnxruntime-node";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { createOnnxExecutor, type Ort } from "../src/index.js";
import { shareTensors } from "../src/runtime/shared-tensors.js";
import { collectGarbage } from "./collect-garbage.js";
import { openNative } from "./open-native.js";

beforeAll(async () => {
  await setBackend("cpu");
});

const ort = openNative();
const compiled = (updatesInWasm?: boolean, runtime: Ort = ort) =>
  createOnnxExecutor(runtime, { threads: 1, ...(updatesInWasm !== undefined && { updatesInWasm }) });

const VAE: ModelConfiguration = { type: "vae", latent: 2, network: "dense", hidden: [5] };

function batchOf(seed: number): ArrayBatch {
  const x = { data: new Float32Array(4 * 9), shape: [4, 9] };
  createRng(seed).fillUniform(x.data, 0, 1);
  return { x };
}

const trainerWith = (options: Partial<TrainerOptions>, configuration: ModelConfiguration = VAE) =>
  new Trainer(createModel(configuration, { shape: [9], rng: createRng(1) }), {
    ...{ optimizer: adam({ learningRate: 0.01 }), rng: createRng(2), average: { decay: 0.9 } },
    ...options,
  });

/** The terms of so many steps, and what is saved then. */
async function trained(trainer: Trainer, count: number, between: (trainer: Trainer, step: number) => void = () => {}) {
  const all: unknown[] = [];
  for (let i = 0; i < count; i++) {
    between(trainer, i);
    const batches = Array.from({ length: trainer.batchesPerStep }, (_, j) => batchOf(10 * i + j));
    for (const terms of (await trainer.update(...batches)).values()) all.push(await terms.read());
  }
  const saved = await encodeCheckpoint(trainer, null);
  await trainer.executor.dispose?.();
  trainer.dispose();
  return { all, saved };
}

it("says where updates are computed, which is in ONNX Runtime where tensors are copied", async () => {
  const here = `compiled for ONNX Runtime ${ort.env.versions.native}, by its C interface, on cpu, 1 thread`;
  expect((await compiled()).name).toBe(`${here}, updates in WebAssembly`);
  expect((await compiled(false)).name).toBe(here);
  expect((await compiled(true, binding as unknown as Ort)).name).not.toContain("WebAssembly");
});

describe("updates in WebAssembly", () => {
  it.each<[string, Transform, Partial<TrainerOptions>?, ModelConfiguration?]>([
    ["momentum", sgd({ learningRate: 0.1, momentum: 0.9, nesterov: true })],
    ["rmsProp, values clipped", chain(clipByValue(0.1), rmsProp({ learningRate: 0.01 }))],
    ["adam by a schedule", adam({ learningRate: (step) => 0.01 / (1 + step) })],
    ["adamW", adamW({ learningRate: 0.01, weightDecay: 0.1 })],
    ["several batches a step", adam({ learningRate: 0.01 }), { accumulate: 2 }],
    ["frozen parts", adam({ learningRate: 0.01 }), { frozen: ["decoder"] }],
    [
      "a gan with repeats",
      adam({ learningRate: 0.01 }),
      {},
      { type: "wgan-gp", latent: 2, network: "dense", hidden: [5] },
    ],
  ])("are those of ONNX Runtime, bit for bit: %s", async (_, optimizer, options = {}, configuration = VAE) => {
    const taken = vi.spyOn(SharedMemory.prototype, "compile");
    const [here, there] = await Promise.all(
      [true, false].map(async (inWasm) =>
        trained(trainerWith({ optimizer, executor: await compiled(inWasm), ...options }, configuration), 3),
      ),
    );
    expect(here!.all).toEqual(there!.all);
    expect(here!.saved).toEqual(there!.saved);
    // every program moved its variables where they lie
    expect(taken.mock.calls.length).toBeGreaterThan(0);
    for (const [i, [graph]] of taken.mock.calls.entries()) {
      const written = graph.outputs.map(({ name }) => name).filter((name) => name.startsWith("next/"));
      expect((await taken.mock.results[i]!.value)?.inPlace).toEqual(new Set(written));
    }
    taken.mockRestore();
  });

  it("make no tensors anew for norms that they give at every step", async () => {
    let made = 0;
    class Counted extends ort.Tensor {
      constructor(...given: ConstructorParameters<Ort["Tensor"]>) {
        super(...given);
        made++;
      }
    }
    const counting = Object.create(ort, { Tensor: { value: Counted } }) as Ort;
    const trainer = trainerWith({ gradientNorms: true, executor: await compiled(true, counting) });
    const step = async (i: number) => {
      for (const terms of (await trainer.update(batchOf(i))).values()) await terms.read();
    };
    for (let i = 0; i < 4; i++) await step(i);
    const before = made;
    for (let i = 0; i < 20; i++) await step(i);
    expect(made - before).toBeLessThan(20 * 3); // what is drawn and given for a step; there are eight norms
    await trainer.executor.dispose?.();
    trainer.dispose();
  });

  it("take what becomes too small for a zero, as ONNX Runtime does", async () => {
    const made = async (inWasm: boolean) => {
      const state = { w: parameter(() => tensor([1e-37, 3e-38, -2e-38, 1])) };
      const program: Program = {
        ...{ name: "shrinking", state },
        run: () => {
          state.w.assign(mul(state.w, 0.3));
          return {};
        },
      };
      const executor = await compiled(inWasm);
      for (let i = 0; i < 3; i++) await executor.run([program], { batch: {}, rng: createRng(0), step: i });
      await executor.pull(state);
      const values = state.w.dataSync();
      await executor.dispose();
      return values;
    };
    const [here, there] = [await made(true), await made(false)];
    expect(here).toEqual(there);
    expect([...here].map((value) => value !== 0)).toEqual([false, false, false, true]);
  });

  it.each<[string, Partial<TrainerOptions>]>([
    [
      "clipped by the norm of all gradients",
      { optimizer: chain(clipByGlobalNorm(0.05), adam({ learningRate: 0.01 })) },
    ],
    ["measured now and then", { healthEvery: 2, gradientNorms: true }],
  ])("are those of the eager executor: %s", async (_, options) => {
    const [here, eager] = await Promise.all(
      [await compiled(), new EagerExecutor()].map((executor) => trained(trainerWith({ ...options, executor }), 5)),
    );
    for (const [i, terms] of (eager!.all as Record<string, number>[]).entries()) {
      const given = here!.all[i] as Record<string, number>;
      expect(Object.keys(given)).toEqual(Object.keys(terms));
      for (const [name, value] of Object.entries(terms)) {
        expect(Math.abs(given[name]! - value), name).toBeLessThan(1e-4 * Math.max(1, Math.abs(value)));
      }
    }
  });

  it("see what was assigned and frozen meanwhile", async () => {
    const meddle = ({ model }: Trainer, step: number) => {
      const [first, second] = [...namedParameters(model).values()];
      if (step === 2) first!.assign(ones(first!.shape));
      if (step === 3) second!.trainable = false;
    };
    const [here, there] = await Promise.all(
      [true, false].map(async (inWasm) => trained(trainerWith({ executor: await compiled(inWasm) }), 6, meddle)),
    );
    expect(here!.saved).toEqual(there!.saved);
    const plain = await trained(trainerWith({ executor: await compiled() }), 6);
    expect(here!.saved).not.toEqual(plain.saved);
  });

  it("go on from what the others have saved", async () => {
    const executors = [await compiled(true), await compiled(false)];
    let turn = 0;
    const alternating = { name: "in turns" } as unknown as EagerExecutor;
    Object.assign(alternating, {
      run: (...given: Parameters<EagerExecutor["run"]>) => executors[turn++ % 2]!.run(...given),
      compute: (...given: Parameters<EagerExecutor["compute"]>) => executors[0]!.compute(...given),
      pull: async (state: object) => {
        for (const executor of executors) await executor.pull(state);
      },
      push: async () => {},
    });
    const mixed = await trained(trainerWith({ executor: alternating }), 5);
    const whole = await trained(trainerWith({ executor: await compiled() }), 5);
    expect(mixed.saved).toEqual(whole.saved);
  });

  it("change nothing where gradients cannot be computed", async () => {
    const state = { w: parameter(() => ones([2])), count: parameter(() => ones([])) };
    const program: Program = {
      ...{ name: "lookup", state },
      run: ({ i }, context) => {
        const looked = gather(tensor([1, 2, 3]), cast(i!, "int32"));
        const gradient = mul(ones([2]), sum(looked));
        context.updatesBy?.(new Map([["w", gradient]]));
        state.count.assign(add(state.count, 1));
        state.w.assign(add(state.w, gradient));
        return { total: sum(looked) as Scalar };
      },
    };
    const executor = await compiled();
    const run = (index: number) =>
      executor.run([program], { batch: { i: { data: Int32Array.of(index), shape: [1] } }, rng: createRng(0), step: 7 });
    await run(2);
    await expect(run(5)).rejects.toThrow('ONNX Runtime could not run "lookup" at step 7: ');
    await executor.pull(state);
    expect([...state.w.dataSync(), ...state.count.dataSync()]).toEqual([4, 4, 2]);
    await run(0);
    await executor.pull(state);
    expect([...state.w.dataSync(), ...state.count.dataSync()]).toEqual([5, 5, 3]);
    await executor.dispose();
  });
});

it("memory that is shared has room again of tensors that nobody holds, freed or not", async () => {
  const memory = shareTensors(ort)!;
  const type = { shape: [1 << 18], dtype: "float32" as const };
  const small = { shape: [3], dtype: "float32" as const };
  const tensors = [memory.take(type), memory.take(small)];
  for (const tensor of tensors) memory.free(tensor!);
  // what a session made of a tensor serves the next run
  const again = [memory.take(small), memory.take(type)];
  expect(again[0]).toBe(tensors[1]);
  expect(again[1]).toBe(tensors[0]);
  for (let round = 0; round < 6; round++) {
    for (let i = 0; i < 20; i++) memory.take(type); // 20 MB
    memory.free(memory.take(type)!);
    await collectGarbage();
  }
  expect(memory.bytes).toBeLessThan(75e6);
});

it("an update of products of matrices, of bools or of more than memory has room for is left to ONNX Runtime", async () => {
  const memory = shareTensors(ort)!;
  const [w, g, large] = [input("w", [2, 2]), input("g", [2, 2]), input("large", [2 ** 29])];
  const of = (node: Node): Graph => graphOf("update", [{ name: "next/w", node }]);
  expect(
    await memory.compile(of(make("matMul", [w, g], { transposeA: false, transposeB: false })), new Map()),
  ).toBeUndefined();
  expect(await memory.compile(of(make("greater", [w, g])), new Map())).toBeUndefined();
  expect(await memory.compile(of(make("neg", [large])), new Map())).toBeUndefined();
  expect(await memory.compile(of(make("sub", [w, g])), new Map())).toBeDefined();
});
