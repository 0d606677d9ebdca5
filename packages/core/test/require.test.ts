import {
  createContext,
  createRng,
  evaluating,
  GenlabError,
  requireBooleans,
  requireClasses,
  requireCounts,
  requireDecays,
  requireDraws,
  requireFinite,
  requireLabels,
  requireLayers,
  requireNonNegative,
  requirePositive,
  requireRng,
  requireShares,
  requireSizes,
  withoutSchedules,
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
  const others = ["8", null, [1], true, 1n, () => 1] as never[];
  for (const value of others) expect(named(check)(value), typeof value).toThrow(GenlabError);
});

it("names the value that is wrong, and leaves schedules alone", () => {
  expect(() => requireCounts("Conv2d", { inputs: 3, stride: 0 })).toThrowErrorMatchingInlineSnapshot(
    `[GenlabError: \`stride\` of Conv2d is 0. Expected a whole number from 1.]`,
  );
  expect(() => requireCounts("VqGan", { start: -1 }, 0)).toThrowErrorMatchingInlineSnapshot(
    `[GenlabError: \`start\` of VqGan is -1. Expected a whole number from 0.]`,
  );
  expect(() => requireNonNegative("elbo", withoutSchedules({ beta: () => -1 }))).not.toThrow();
  expect(() => requireNonNegative("elbo", withoutSchedules({ beta: -1 }))).toThrowErrorMatchingInlineSnapshot(
    `[GenlabError: \`beta\` of elbo is -1. Expected a finite number, 0 or more.]`,
  );
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

it("flags, layers, sizes, draws and streams are what they say", () => {
  expect(() => requireBooleans("Gan", { batchNorm: "no" as never })).toThrowErrorMatchingInlineSnapshot(
    `[GenlabError: \`batchNorm\` of Gan is "no". Expected true or false.]`,
  );
  expect(() => requireLayers("Gan", { generator: undefined as never })).toThrowErrorMatchingInlineSnapshot(
    `[GenlabError: \`generator\` of Gan is undefined. Expected what has forward(), such as a Sequential.]`,
  );
  expect(() => requireSizes("createVae", { hidden: 400 as never })).toThrowErrorMatchingInlineSnapshot(
    `[GenlabError: \`hidden\` of createVae is 400. Expected a list of sizes, such as [32, 64].]`,
  );
  expect(() => requireSizes("createVae", { shape: undefined })).toThrowErrorMatchingInlineSnapshot(
    `[GenlabError: \`shape\` of createVae is undefined. Expected that of one example, such as [28, 28, 1] or [2].]`,
  );
  expect(() => requireSizes("createVae", { shape: [2, 0] })).toThrow(GenlabError);
  expect(() => requireSizes("createVae", { shape: [2], hidden: undefined, channels: [] })).not.toThrow();
  expect(() => requireRng("createVae", undefined as never)).toThrowErrorMatchingInlineSnapshot(
    `[GenlabError: \`rng\` of createVae is undefined. Give createRng(seed), or a fork of one.]`,
  );
  expect(() => requireDraws("Vae", { count: 2 }, undefined as never)).toThrowErrorMatchingInlineSnapshot(
    `[GenlabError: Vae was asked for draws without a context. Give one: createContext({ rng: createRng(seed) }).]`,
  );
  expect(() => requireDraws("Vae", { count: 0 }, createContext({ rng: createRng(1) }))).toThrow(GenlabError);
});
