import {
  createContext,
  createRng,
  evaluating,
  GenlabError,
  requireClasses,
  requireCounts,
  requireDecays,
  requireFinite,
  requireLabels,
  requireNonNegative,
  requirePositive,
  requireShares,
} from "@genlab/core";
import { expect, it } from "vitest";

const named = (check: (owner: string, values: Record<string, number>) => void) => (value: number) => () =>
  check("Thing", { size: value });

it.each([
  ["requireCounts", requireCounts, [1, 7], [0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53]],
  ["requireNonNegative", requireNonNegative, [0, 0.5], [-1, Number.NaN, Number.POSITIVE_INFINITY]],
  ["requirePositive", requirePositive, [1e-9, 2], [0, -1, Number.NaN, Number.POSITIVE_INFINITY]],
  ["requireFinite", requireFinite, [-1, 0], [Number.NaN, Number.NEGATIVE_INFINITY]],
  ["requireShares", requireShares, [0, 1], [-0.1, 1.1, Number.NaN]],
  ["requireDecays", requireDecays, [0, 0.999], [-0.1, 1, Number.NaN]],
])("%s takes what it says and nothing else", (_, check, good, bad) => {
  for (const value of good) expect(named(check)(value), `${value}`).not.toThrow();
  for (const value of bad) expect(named(check)(value), `${value}`).toThrow(GenlabError);
});

it("names the value that is wrong, and leaves schedules alone", () => {
  expect(() => requireCounts("Conv2d", { inputs: 3, stride: 0 })).toThrowErrorMatchingInlineSnapshot(
    `[GenlabError: \`stride\` of Conv2d is 0. Expected a whole number from 1.]`,
  );
  expect(() => requireCounts("VqGan", { start: -1 }, 0)).toThrowErrorMatchingInlineSnapshot(
    `[GenlabError: \`start\` of VqGan is -1. Expected a whole number from 0.]`,
  );
  expect(() => requireNonNegative("elbo", { beta: () => -1 })).not.toThrow();
  expect(() => requireClasses([0, 2, 1], 3)).not.toThrow();
  expect(() => requireClasses(Int32Array.of(0, 3), 3)).toThrowErrorMatchingInlineSnapshot(
    `[GenlabError: The label 3 at place 1 is none of the 3 classes, 0 to 2. Ask for one of these, or make the model with as many as the data have.]`,
  );
  for (const label of [-1, 0.5, Number.NaN]) expect(() => requireClasses([label], 3)).toThrow(GenlabError);
  expect(() => requireLabels("ConditionalVae", {})).toThrowErrorMatchingInlineSnapshot(
    `[GenlabError: ConditionalVae got a batch without labels. Give class indices [batch] as \`y\`.]`,
  );
});

it("evaluating changes nothing but `training`", () => {
  const context = { ...createContext({ rng: createRng(1), training: true }), condition: "kept" };
  expect(evaluating(context)).toEqual({ ...context, training: false, schedule: expect.any(Function) });
  expect(context.training).toBe(true);
});
