import { fromArrays, take } from "@genlab/data";
import { expect, it } from "vitest";
import { checkBatches } from "../src/runs/check-batches.js";

const data = (train: number, test: number) => {
  const all = fromArrays({ x: { data: new Float32Array(100), shape: [100] } });
  return { train: take(all, train), test: take(all, test) };
};
const check = (batchSize: number, lastBatch: "drop" | "keep", train: number, test: number, ranks?: number) => () =>
  checkBatches({ phases: () => [], batchMultiple: 3 }, { batchSize, lastBatch }, data(train, test), ranks);

it("batches that a model cannot take are refused before the run begins", () => {
  expect(check(64, "drop", 90, 9)).toThrowErrorMatchingInlineSnapshot(
    `[GenlabError: "batchSize" is 64, but the model takes 3 at a time. Give a multiple.]`,
  );
  expect(check(63, "keep", 91, 9)).toThrowErrorMatchingInlineSnapshot(
    `[GenlabError: The last of 91 examples make no batch: the model takes 3 at a time. Set "lastBatch" to "drop".]`,
  );
  expect(check(63, "drop", 91, 2)).toThrowErrorMatchingInlineSnapshot(
    `[GenlabError: The test part has 2 examples, but the model takes 3 at a time. Test on more, or use a smaller "model.pack".]`,
  );
  expect(check(66, "drop", 91, 9, 3)).toThrowErrorMatchingInlineSnapshot(
    `[GenlabError: "batchSize" is 66, of which each of 3 processes has 22, but the model takes 3 at a time. Give a multiple of 9.]`,
  );
  expect(check(63, "drop", 91, 9, 3)).not.toThrow();
  expect(check(63, "drop", 91, 10)).not.toThrow();
  expect(check(63, "keep", 90, 10)).not.toThrow();
});
