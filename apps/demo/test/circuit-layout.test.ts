import { expect, test } from "vitest";
import { placesOf } from "../src/plane/circuit/layout.js";

const values = { data: new Float32Array(2), shape: [1, 2] };
const flow = (from: readonly string[], to: string) => ({ from, to, values, norm: null });

/** Names by rows. */
const rowsOf = (circuit: Parameters<typeof placesOf>[0]) => {
  const rows: string[][] = [];
  for (const { name, row } of placesOf(circuit)) rows[row] = [...(rows[row] ?? []), name];
  return rows;
};

test("each part stands below what flows into it, and sources just above what they flow into", () => {
  const gan = [
    flow(["noise"], "generator"),
    flow(["data"], "discriminator"),
    flow(["generator"], "discriminator"),
    flow(["discriminator"], "loss"),
  ];
  expect(rowsOf({ flows: gan, given: [] })).toEqual([["noise"], ["generator", "data"], ["discriminator"], ["loss"]]);
  const autoencoder = [flow(["data"], "encoder"), flow(["encoder"], "decoder"), flow(["decoder"], "loss")];
  expect(rowsOf({ flows: autoencoder, given: ["data"] })).toEqual([["data"], ["encoder"], ["decoder"], ["loss"]]);
});

test("a network that a loss goes through twice, forth and back, has one place", () => {
  const cycle = [flow(["data"], "a"), flow(["a"], "b"), flow(["b"], "a"), flow(["a"], "loss"), flow(["b"], "loss")];
  expect(rowsOf({ flows: cycle, given: [] })).toEqual([["data"], ["a"], ["b"], ["loss"]]);
});
