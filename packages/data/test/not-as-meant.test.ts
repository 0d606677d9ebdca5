import { batchesPerEpoch, fromArrays, gaussianRing, map, slice } from "@genlab/data";
import { expect, it } from "vitest";

const given = <Value>(value: unknown) => value as Value;
const dataset = fromArrays({ x: { data: [1, 2, 3], shape: [3, 1] } });

it("indices of any iterable kind are those of a list", () => {
  for (const from of [dataset, slice(dataset, 0), map(dataset, (batch) => batch)]) {
    expect([...from.batch(given(new Set([2, 0]))).x!.data]).toEqual([3, 1]);
    expect([...from.batch(given([2, 0].values())).x!.data]).toEqual([3, 1]);
  }
});

it("refuses a list for fields, a number for options, no fields, and epochs that are none", () => {
  expect(() => fromArrays(given([{ data: [1], shape: [1] }]))).toThrow("The batch is [{");
  expect(() => gaussianRing(given(2))).toThrow("gaussianRing got 2 for its options.");
  expect(() => map(dataset, () => ({}))).toThrow("The function of map gave a batch without fields.");
  expect(() => batchesPerEpoch(dataset, { batchSize: 1, epochs: Number.NaN })).toThrow("epochs is NaN.");
});
