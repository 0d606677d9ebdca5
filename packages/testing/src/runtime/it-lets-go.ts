import { createRng, GenlabError, type Program, parameter } from "@genlab/core";
import { CompiledExecutor, type Graph, input, make } from "@genlab/graph";
import { add, ones, type Scalar, sum, type Tensor } from "@tensorflow/tfjs-core";
import { describe, expect, it } from "vitest";
import type { RuntimeSpecification } from "./runtime-specification.js";
import { counted } from "./watched-runtimes.js";

/** How far a step has come when its variables are gone, in turns of the queue of microtasks. */
const TURNS = [0, 3, 10, 30, 100];

const LENGTH = 3000;

/** What is disposed of or taken away, at any time, gives an error or a result; never a crash, and never half of a value. */
export function itLetsGo<Value extends object>({ create }: RuntimeSpecification<Value>): void {
  describe("that lets go", () => {
    it("refuses what is asked of it when it is gone, or does it", async () => {
      const runtime = await create();
      const executable = await runtime.compile(doubling());
      const x = runtime.put(Float32Array.of(1, 2), { shape: [2], dtype: "float32" });
      await runtime.dispose();
      const asked = [
        () => executable.run(new Map([["x", x]]), new Map()),
        () => runtime.put(Float32Array.of(1, 2), { shape: [2], dtype: "float32" }),
        () => runtime.read(x),
        () => runtime.free(x),
        () => runtime.compile(doubling()),
        () => executable.dispose(),
        () => runtime.dispose(),
      ];
      for (const ask of asked) await errorOf(async () => ask());
    });

    it("refuses a step after the executor was disposed of, whose variables are in tfjs", async () => {
      const { state, step } = pair();
      const executor = new CompiledExecutor(await create());
      await step(executor);
      const running = step(executor);
      await executor.dispose();
      await running;
      await expect(step(executor)).rejects.toThrowErrorMatchingInlineSnapshot(
        "[GenlabError: The executor was disposed of. Make a new one.]",
      );
      expect(new Set([...state.w.dataSync(), ...state.v.dataSync()])).toEqual(new Set([3]));
      await executor.dispose();
      state.w.dispose();
      state.v.dispose();
    });

    it.each(TURNS)("of variables that are disposed of in a step, at turn %i", async (turns) => {
      const { state, step } = pair();
      const { runtime, live } = counted(await create());
      const executor = new CompiledExecutor(runtime);
      await step(executor);
      const running = errorOf(() => step(executor));
      await turn(turns);
      state.v.dispose();
      expectAnError(await running);
      expect(new Set(await state.w.data()).size).toBe(1);
      state.w.dispose();
      await executor.dispose();
      expect(live.size).toBe(0);
    });

    it.each(TURNS)("of variables that another executor takes over in a step, whole, at turn %i", async (turns) => {
      const { state, step, read } = pair();
      const { runtime, live } = counted(await create());
      const executor = new CompiledExecutor(runtime);
      const other = new CompiledExecutor(await create());
      await read(other);
      await step(executor);
      const running = errorOf(() => step(executor));
      await turn(turns);
      const reading = errorOf(() => read(other).then((entries) => expect(entries.size).toBe(1)));
      const error = await running;
      expectAnError(await reading);
      expectAnError(error);
      const steps = error === undefined ? 2 : 1;
      expect(await read(other)).toEqual(new Set([1 + steps]));
      await step(executor);
      expect(await read(executor)).toEqual(new Set([2 + steps]));
      await Promise.all([executor.dispose(), other.dispose()]);
      expect(new Set([...(await state.w.data()), ...(await state.v.data())])).toEqual(new Set([2 + steps]));
      expect(live.size).toBe(0);
      state.w.dispose();
      state.v.dispose();
    });
  });
}

/** Two variables that each step adds one to, and all entries that an executor has of them. */
function pair() {
  const state = { w: parameter(() => ones([LENGTH])), v: parameter(() => ones([LENGTH])) };
  const counting: Program = {
    ...{ name: "count", state },
    run: () => {
      state.w.assign(add(state.w, 1));
      state.v.assign(add(state.v, 1));
      return { total: sum(state.w) as Scalar };
    },
  };
  const reading: Program<Tensor> = {
    ...{ name: "read", state, training: false },
    run: () => ({ w: add(state.w, 0), v: add(state.v, 0) }),
  };
  const inputs = { batch: {}, rng: createRng(0), step: 0 };
  return {
    state,
    step: async (executor: CompiledExecutor) => {
      const [terms] = await executor.run([counting], inputs);
      await terms!.read();
    },
    read: async (executor: CompiledExecutor) => {
      const { w, v } = await executor.compute(reading, inputs);
      return new Set([...w!.data, ...v!.data]);
    },
  };
}

function doubling(): Graph {
  const x = input("x", [2]);
  const y = make("add", [x, x]);
  return { name: "test", nodes: [x, y], outputs: [{ name: "y", node: y }] };
}

async function turn(turns: number): Promise<void> {
  for (let i = 0; i < turns; i++) await undefined;
}

const errorOf = (run: () => Promise<unknown>): Promise<unknown> =>
  run().then(
    () => undefined,
    (error) => error,
  );

/** One that says what was wrong, or none. */
const expectAnError = (error: unknown): void => {
  if (error !== undefined) expect(error).toBeInstanceOf(GenlabError);
};
