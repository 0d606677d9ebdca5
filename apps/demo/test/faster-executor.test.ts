import { createRng, type Executor, type PendingTerms } from "@genlab/core";
import { expect, test } from "vitest";
import { FasterExecutor } from "../src/engines/faster-executor.js";

test.each([
  ["the first", 2, 3],
  ["the second", 3, 2],
])("after ten steps on each, the quicker one takes them all: %s", async (name, first, second) => {
  let time = 0;
  const took: string[] = [];
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
    };
  };
  const faster = new FasterExecutor(after("the first", first), after("the second", second), () => time);
  const inputs = { batch: {}, rng: createRng(0), step: 0 };
  for (let i = 0; i < 23; i++) await faster.run([], inputs);
  expect(took).toEqual([...Array(10).fill("the first"), ...Array(10).fill("the second"), name, name, name]);
  expect(faster.name).toBe(name);
});
