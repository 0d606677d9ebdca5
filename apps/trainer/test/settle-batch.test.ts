import { fromArrays } from "@genlab/data";
import { expect, it } from "vitest";
import { composeConfig } from "../src/config/compose-config.js";
import { settleBatch } from "../src/config/settle-batch.js";

/** @param train examples to train on */
function settled(train: number, model: string, options: object = {}) {
  const { config, isBatchAsked } = composeConfig({ model, options: { data: { type: "digits" }, ...options } });
  const part = (count: number) => fromArrays({ x: { data: new Uint8Array(count), shape: [count, 1] } });
  return settleBatch(config, { train: part(train), test: part(1) }, isBatchAsked);
}

it("a batch that nobody asked for is as large as few data are, and a person is told", () => {
  expect(settled(64, "vae")).toMatchObject({ config: { batchSize: 64 } });
  expect(settled(64, "vae").note).toBeUndefined();
  expect(settled(41, "vae")).toMatchObject({
    config: { batchSize: 41 },
    note: "A batch has 41 examples instead of 64: 41 are to train on. --batch says another size.",
  });
});

it("it is whole packs of a model that takes them", () => {
  const packed = { model: { pack: 10 } };
  expect(settled(45, "gan", packed).config.batchSize).toBe(40);
  expect(settled(100, "gan", packed)).toMatchObject({
    config: { batchSize: 60 },
    note: "A batch has 60 examples instead of 64: the model takes 10 at a time. --batch says another size.",
  });
  expect(settled(9, "gan", packed).config.batchSize).toBe(64); // which is refused, as there is no whole pack
});

it("one that was asked for, or that may be incomplete, stays", () => {
  expect(settled(41, "vae", { batchSize: 50 })).toMatchObject({ config: { batchSize: 50 } });
  expect(settled(41, "vae", { batchSize: 64 }).note).toBeUndefined();
  expect(settled(41, "vae", { lastBatch: "keep" })).toMatchObject({ config: { batchSize: 64 } });
});
