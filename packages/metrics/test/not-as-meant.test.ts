import "@tensorflow/tfjs-backend-cpu";
import { createRng } from "@genlab/core";
import { encodeData, frechetDistance, jensenShannonDistance, precisionRecall } from "@genlab/metrics";
import { fill, setBackend } from "@tensorflow/tfjs-core";
import { beforeAll, expect, it } from "vitest";

beforeAll(async () => {
  await setBackend("cpu");
});

const given = <Value>(value: unknown) => value as Value;
const rows = [
  [0, 1],
  [1, 0],
  [0.5, 0.25],
];

it("refuses numbers whose squares are no number, words for numbers, and a number for options", () => {
  expect(() =>
    frechetDistance(
      [
        [1e200, 1],
        [1, 1],
      ],
      rows,
    ),
  ).toThrow(
    "frechetDistance: `features` holds 1e+200 at row 0, column 0. Give finite numbers, less than 1e50: scale them.",
  );
  expect(() => jensenShannonDistance(rows, rows, given({ range: ["0", "1"] }))).toThrow('`range` is ["0","1"]');
  expect(() => precisionRecall(rows, rows, given(2))).toThrow("precisionRecall got 2 for its options.");
});

it("refuses codes that are not finite, and batches without examples", async () => {
  const encoder = (value: number) => ({ encode: () => fill([2, 1], value) });
  const x = { data: new Float32Array(2), shape: [2, 1] };
  const options = { rng: createRng(1) };
  await expect(encodeData(encoder(Number.NaN), [{ x }], options)).rejects.toThrow(
    "the model's codes hold NaN at place 0",
  );
  const empty = { x: { data: new Float32Array(0), shape: [0, 1] } };
  await expect(encodeData(encoder(1), [empty], options)).rejects.toThrow("a batch has `x` of shape [0, 1].");
});
