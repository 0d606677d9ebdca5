import { expect, test } from "vitest";
import { onward } from "../src/plane/touch/way.js";

const made = (step: number) => ({ step, image: [step, 0], code: null });

const stepsOf = (...steps: readonly number[]) =>
  steps
    .map(made)
    .reduce(onward, [])
    .map(({ step }) => step);

test("the way of what is touched has each step once, and is cut where the model goes back", () => {
  expect(stepsOf(10, 20, 20, 30)).toEqual([10, 20, 30]);
  expect(stepsOf(10, 20, 30, 15, 16)).toEqual([10, 15, 16]);
  expect(stepsOf(10, 20, 0)).toEqual([0]);
  expect(stepsOf(...Array(500).keys())).toHaveLength(400);
});
