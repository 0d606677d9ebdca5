import "@tensorflow/tfjs-backend-cpu";
import { createRng } from "@genlab/core";
import { CompiledExecutor, type Graph, input, make, type Node, type UnaryName, type Values } from "@genlab/graph";
import { adam } from "@genlab/optim";
import { itIsARuntime, kernelCases } from "@genlab/testing";
import { Trainer } from "@genlab/trainers";
import { createModel } from "@genlab/zoo";
import { setBackend } from "@tensorflow/tfjs-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openWebgpuRuntime, WebgpuRuntime } from "../src/index.js";
import { kept } from "./kept.js";
import { openGpu } from "./open-gpu.js";

const gpu = await openGpu();
const runtime = gpu && (await openWebgpuRuntime({ gpu, software: true }));
beforeAll(async () => {
  await setBackend("cpu");
});
afterAll(() => runtime?.dispose());

// one of eight: in software a shader takes as long to compile as a hundred to run. ALL_CASES=1 tries them all
const cases = kernelCases.filter((_, i) => process.env.ALL_CASES || i % 8 === 0);
const models = process.env.ALL_CASES ? {} : { models: ["vae", "convolutional vae"], steps: 5 };

describe.skipIf(!runtime)("WebGPU", () => {
  itIsARuntime({
    ...{ create: async () => kept(runtime!), cases, tolerance: 1e-3, variableTolerance: 1e-3 },
    ...models,
  });

  it.each<[UnaryName, (x: number) => number, readonly [number, number], number]>([
    ["exp", Math.exp, [-20, 20], 3e-6],
    ["log", Math.log, [0.01, 50], 1e-6],
    ["tanh", Math.tanh, [-9, 9], 1e-6],
    ["sigmoid", (x) => 1 / (1 + Math.exp(-x)), [-80, 80], 2e-6],
    ["softplus", (x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))), [-20, 20], 2e-6],
    ["sin", Math.sin, [-100, 100], 1e-6],
    ["cos", Math.cos, [-100, 100], 1e-6],
    ["atan", Math.atan, [-20, 20], 1e-6],
    ["asin", Math.asin, [-1, 1], 1e-6],
    ["sinh", Math.sinh, [-5, 5], 3e-6],
  ])("the error of %s, relative to the value or to 1", async (op, of, [from, to], bound) => {
    const numbers = Float32Array.from({ length: 2001 }, (_, i) => from + ((to - from) * i) / 2000);
    const results = await computed(op, numbers);
    const errors = [...numbers].map((x, i) => Math.abs(results[i]! - of(x)) / Math.max(1, Math.abs(of(x))));
    expect(Math.max(...errors)).toBeLessThan(bound);
  });

  it.each<[UnaryName, readonly number[]]>([
    ["exp", [Number.POSITIVE_INFINITY, 0, Number.NaN, 1]],
    ["log", [Number.POSITIVE_INFINITY, Number.NaN, Number.NaN, Number.NEGATIVE_INFINITY]],
    ["tanh", [1, -1, Number.NaN, 0]],
    ["sigmoid", [1, 0, Number.NaN, 0.5]],
    ["relu", [Number.POSITIVE_INFINITY, 0, Number.NaN, 0]],
  ])("%s of what is no usual number", async (op, expected) => {
    const results = await computed(
      op,
      Float32Array.of(Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NaN, 0),
    );
    expect([...results].map((x) => Math.round(x * 1e6) / 1e6)).toEqual(expected);
  });

  it("tells of an index that there is not whoever reads next, and everybody from then on", async () => {
    const faulty = await openWebgpuRuntime({ gpu: gpu!, software: true });
    const [x, indices] = [input("x", [3]), input("i", [2], "int32")];
    const graph = graphOf([x, indices, make("gather", [x, indices], { axis: 0 })]);
    const executable = await faulty.compile(graph);
    const at = async (...places: number[]) => {
      const given = [
        ["x", faulty.put(Float32Array.of(5, 6, 7), x)],
        ["i", faulty.put(Int32Array.from(places), indices)],
      ] as const;
      return executable.run(new Map(given), new Map());
    };
    const right = (await at(2, 0)).get("y")!;
    expect(await faulty.read(right)).toEqual(Float32Array.of(7, 5));
    const wrong = (await at(0, 3)).get("y")!;
    faulty.read(wrong).catch(() => {}); // such as that of a variable that someone assigns to
    await new Promise((resolve) => setTimeout(resolve, 100));
    for (const value of [right, wrong]) {
      await expect(faulty.read(value)).rejects.toThrowErrorMatchingInlineSnapshot(
        `[GenlabError: An index lies outside of what it is taken from, in a step that ran since values were last read. Go on from the last checkpoint with a new executor.]`,
      );
    }
    await expect(at(2, 0)).rejects.toThrow("An index lies outside");
    await faulty.dispose();
  });

  it("reads an input that is freed after the call, however much has queued up", async () => {
    const x = input("x", [2]);
    const executable = await runtime!.compile(graphOf([x, make("add", [x, x])]));
    let value = runtime!.put(Float32Array.of(1, 2), x);
    for (let i = 0; i < 20; i++) {
      const running = executable.run(new Map([["x", value]]), new Map());
      runtime!.free(value);
      value = (await running).get("y")!;
    }
    expect(await runtime!.read(value)).toEqual(Float32Array.of(2 ** 20, 2 ** 21));
    runtime!.free(value);
    await executable.dispose();
  });

  it("reads more at once than there is room for in one buffer", async () => {
    // its limits are the least that there may be: 256 MiB in a buffer, 128 MiB of them for a shader
    const small = new WebgpuRuntime(await (await gpu!.requestAdapter())!.requestDevice());
    const entries = new Float32Array(25 * 2 ** 20); // 100 MiB
    const values = [1, 2, 3].map((first) => {
      entries[0] = first;
      return small.put(entries, { shape: [entries.length], dtype: "float32" });
    });
    const read = await Promise.all(values.map((value) => small.read(value)));
    expect(read.map(({ 0: first, length }) => [first, length])).toEqual(
      [1, 2, 3].map((first) => [first, entries.length]),
    );
    await small.dispose();
  });

  it("takes no more of the GPU's memory after many steps than after a few", async () => {
    const trainer = new Trainer(
      createModel({ type: "gan", network: "dense", latent: 2, hidden: [8] }, { shape: [2], rng: createRng(1) }),
      {
        optimizer: adam({ learningRate: 1e-3 }),
        rng: createRng(2),
        executor: new CompiledExecutor(kept(runtime!)),
      },
    );
    const x = { data: new Float32Array(64), shape: [32, 2] };
    createRng(3).fillUniform(x.data, 0, 1);
    const after = async (steps: number) => {
      for (let i = 0; i < steps; i++) for (const terms of (await trainer.update({ x })).values()) await terms.read();
      return runtime!.bytes;
    };
    const few = await after(3);
    expect(await after(40)).toBe(few);
    trainer.dispose();
  });

  it("says that the GPU was lost, to whoever asks for anything", async () => {
    const device = await (await gpu!.requestAdapter())!.requestDevice();
    let losses = 0;
    const lost = new WebgpuRuntime(device, { onLost: () => (losses += 1) });
    const value = lost.put(Float32Array.of(1), { shape: [1], dtype: "float32" });
    device.destroy();
    await device.lost;
    expect(losses).toBe(1);
    expect(() => lost.put(Float32Array.of(1), { shape: [1], dtype: "float32" })).toThrow(/^The GPU was lost/);
    await expect(lost.read(value)).rejects.toThrow(/Go on from the last checkpoint with a new executor\.$/);
    await expect(lost.compile(graphOf([input("x", [1])]))).rejects.toThrow(/^The GPU was lost/);
    await lost.dispose();
  });

  it("refuses an adapter in software unless it is asked for", async () => {
    const isSoftware = /software|swiftshader/i.test(runtime!.details);
    const opened = openWebgpuRuntime({ gpu: gpu! });
    if (isSoftware) await expect(opened).rejects.toThrow(/^WebGPU is in software here \(/);
    else await (await opened).dispose();
  });
});

const graphOf = (nodes: readonly Node[]): Graph => ({
  name: "test",
  nodes,
  outputs: [{ name: "y", node: nodes.at(-1)! }],
});

async function run(given: Readonly<Record<string, Values>>, nodes: readonly Node[]): Promise<Values> {
  const executable = await runtime!.compile(graphOf(nodes));
  const values = nodes.flatMap((node) => {
    if (node.op !== "input") return [];
    const { name } = node.attributes;
    return [[name, runtime!.put(given[name]!, node)] as const];
  });
  const result = (await executable.run(new Map(values), new Map())).get("y")!;
  try {
    return await runtime!.read(result);
  } finally {
    for (const [, value] of values) runtime!.free(value);
    runtime!.free(result);
    await executable.dispose();
  }
}

function computed(op: UnaryName, numbers: Float32Array): Promise<Values> {
  const x = input("x", [numbers.length]);
  const y = make(op, [x]);
  return run({ x: numbers }, [x, y]);
}
