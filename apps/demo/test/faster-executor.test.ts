import { createRng, type Executor, type PendingTerms } from "@genlab/core";
import { expect, test, vi } from "vitest";
import { FasterExecutor } from "../src/engines/faster-executor.js";

test.each([
  ["the first", 2, 3],
  ["the second", 3, 2],
])("after ten steps on each, the quicker one takes them all: %s", async (name, first, second) => {
  let time = 0;
  const took: string[] = [];
  const gone: string[] = [];
  const after = (label: string, milliseconds: number): Executor => {
    const terms: PendingTerms = {
      async read() {
        time += milliseconds; // what counts is when the terms are there
        return { total: 0 };
      },
      dispose() {},
    };
    return {
      name: label,
      async run() {
        time += took.includes(label) ? 0 : 1000; // it compiles
        took.push(label);
        return [terms];
      },
      compute: async () => ({}),
      pull: async () => {},
      push: async () => {},
      dispose: async () => {
        gone.push(label);
      },
    };
  };
  const faster = new FasterExecutor(after("the first", first), after("the second", second), () => time);
  const inputs = { batch: {}, rng: createRng(0), step: 0 };
  for (let i = 0; i < 23; i++) await faster.run([], inputs);
  expect(took).toEqual([...Array(10).fill("the first"), ...Array(10).fill("the second"), name, name, name]);
  expect(faster.name).toBe(name);
  expect(gone).toEqual(["the first", "the second"].filter((each) => each !== name));
  await faster.dispose();
  expect(gone).toHaveLength(2);
});

test.each([
  ["the second goes on from its values", undefined],
  ["it is the end where they are lost", new Error("lost")],
])("the first fails: %s", async (_, loss) => {
  const executor = (run: Executor["run"]) => ({
    ...{ name: "", run: vi.fn(run), compute: async () => ({}), push: async () => {}, dispose: vi.fn(async () => {}) },
    pull: vi.fn(async () => {
      if (loss) throw loss;
    }),
  });
  const first = executor(() => Promise.reject(new Error("on purpose")));
  const second = executor(async () => []);
  second.pull.mockImplementation(async () => {});
  const faster = new FasterExecutor(first, second);
  const program = { name: "", state: {}, run: () => ({}) };
  const run = () => faster.run([program], { batch: {}, rng: createRng(0), step: 0 });
  if (loss) {
    await expect(run()).rejects.toThrow("on purpose");
    return;
  }
  await run();
  await run();
  expect([first, second].map((each) => each.run.mock.calls.length)).toEqual([1, 2]);
  expect(first.dispose).toHaveBeenCalledTimes(1);
});
