import { expect, it } from "vitest";
import type { CApi } from "../src/native/c-api.js";
import { Context } from "../src/runtime/context.js";

it("a context that could not be made sets no number of threads for the process", () => {
  const asked: number[] = [];
  const failing = {
    create: () => 1n,
    call: () => undefined,
    try(name: string, ...[, config]: readonly unknown[]) {
      if (name === "TFE_NewContext") throw new Error("no memory");
      asked.push((config as Uint8Array)[1]!); // intra_op_parallelism_threads
    },
  } as unknown as CApi;
  for (const threads of [1, 3]) {
    expect(() => new Context(failing, { threads, device: undefined })).toThrow("no memory");
  }
  expect(asked).toEqual([1, 3]);
});
