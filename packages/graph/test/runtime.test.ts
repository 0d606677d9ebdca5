import "@tensorflow/tfjs-backend-cpu";
import { createRng, GenlabError, type Program, parameter } from "@genlab/core";
import { itIsARuntime, kernelCases } from "@genlab/testing";
import { add, memory, ones, type Scalar, setBackend, sum, type Tensor } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { CompiledExecutor, type Runtime } from "../src/index.js";
import { eagerRuntime } from "./eager-runtime.js";

beforeAll(async () => {
  await setBackend("cpu");
});

// every operation: kernels.test.ts
const cases = kernelCases.filter((_, i) => i % 10 === 0);

/** As a device in a browser reads. */
const lateRuntime = (): Runtime<Tensor> => {
  const runtime = eagerRuntime();
  return { ...runtime, read: async (value) => runtime.read(value) };
};

describe("the evaluator of graphs", () => itIsARuntime({ create: async () => eagerRuntime(), cases, steps: 3 }));

describe("a runtime that reads late", () => {
  itIsARuntime({ create: async () => lateRuntime(), cases: cases.slice(0, 1), models: ["vae"], steps: 3 });

  it("gives no value of yesterday: a variable is pulled before it is read", async () => {
    const executor = new CompiledExecutor(lateRuntime());
    const state = { w: parameter(() => ones([2])) };
    const program: Program = {
      name: "count",
      state,
      run: () => {
        state.w.assign(add(state.w, 1));
        return { total: sum(state.w) as Scalar };
      },
    };
    const run = async () => {
      const [terms] = await executor.run([program], { batch: {}, rng: createRng(0), step: 0 });
      return terms!.read();
    };
    expect(await run()).toEqual({ total: 4 });
    expect(() => state.w.dataSync()).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: The value of a variable is still with tfjs, which cannot give it at once. Fetch it before it is computed with: await trainer.pull().]`,
    );
    await executor.pull(state);
    expect(state.w.dataSync()).toEqual(Float32Array.of(2, 2));
    expect(await run()).toEqual({ total: 6 });
    state.w.dispose();
    await executor.dispose();
  });
});

it("gives up all that it has of a runtime that is lost, and variables say so", async () => {
  let isLost = false;
  const runtime = lateRuntime();
  const [read, dispose] = [
    async (value: Tensor) => {
      if (isLost) throw new GenlabError("The GPU was lost.");
      return runtime.read(value);
    },
    vi.fn(async () => {}),
  ];
  const executor = new CompiledExecutor({ ...runtime, read, dispose });
  const state = { w: parameter(() => ones([2])), v: parameter(() => ones([2])) };
  const { numTensors } = memory();
  const program: Program = {
    ...{ name: "count", state },
    run: () => {
      state.w.assign(add(state.w, 1));
      return {};
    },
  };
  await executor.run([program], { batch: {}, rng: createRng(0), step: 0 });
  isLost = true;
  await executor.dispose();
  await executor.dispose();
  expect(dispose).toHaveBeenCalledTimes(1);
  expect(memory().numTensors).toBe(numTensors);
  await expect(state.w.data()).rejects.toThrow("The GPU was lost.");
  expect(state.v.dataSync()).toEqual(Float32Array.of(1, 1));
  state.w.dispose();
  state.v.dispose();
});

it("compiles a program as a whole where its update cannot be compiled apart", async () => {
  const compileUpdate = vi.fn(() => Promise.reject(new RangeError("The heap is full.")));
  const executor = new CompiledExecutor({ ...eagerRuntime(), compileUpdate });
  const state = { w: parameter(() => ones([2])) };
  const run = () => {
    state.w.assign(add(state.w, 1));
    return {};
  };
  await executor.run([{ name: "count", state, run }], { batch: {}, rng: createRng(0), step: 0 });
  expect(compileUpdate).toHaveBeenCalledTimes(1);
  expect(state.w.dataSync()).toEqual(Float32Array.of(2, 2));
  await executor.dispose();
  state.w.dispose();
});

it("what takes longer to compile than to compute is refused, and trained all the same", async () => {
  const executor = new CompiledExecutor(eagerRuntime());
  const state = { w: parameter(() => ones([2])) };
  const long = (operations: number): Program => ({
    ...{ name: "long", state },
    run: () => {
      let x: Tensor = state.w;
      for (let i = 0; i < operations; i++) x = add(x, state.w);
      return { total: sum(x) as Scalar };
    },
  });
  const inputs = { batch: {}, rng: createRng(0), step: 0 };
  const { total } = await executor.compute(long(1990), inputs);
  expect(total).toEqual({ data: Float32Array.of(2 * 1991), shape: [] });
  await expect(executor.compute(long(2000), inputs)).rejects.toThrowErrorMatchingInlineSnapshot(
    `[GenlabError: tfjs could not compile "long": It has 2002 operations, and takes longer to compile than to compute eagerly. Give it to an EagerExecutor.]`,
  );
  const [terms] = await executor.run([long(2000)], inputs);
  expect(await terms!.read()).toEqual({ total: 2 * 2001 });
  await executor.dispose();
  state.w.dispose();
});
