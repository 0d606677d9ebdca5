import { GenlabError } from "@genlab/base";
import { createRng } from "@genlab/core";
import { type Dataset, gaussianGrid, gaussianRing, type PointDistribution, swissRoll, twoMoons } from "@genlab/data";
import { describe, expect, it } from "vitest";
import { normalPair } from "../src/normal.js";
import { scripted, seeded } from "./seeded.js";

function read(dataset: Dataset): { readonly point: readonly [number, number]; readonly mode: number }[] {
  const { x, y } = dataset.batch(Array.from({ length: dataset.length }, (_, index) => index));
  return Array.from(y!.data, (mode, i) => ({ point: [x!.data[2 * i]!, x!.data[2 * i + 1]!], mode }));
}

function expectClose(found: ArrayLike<number>, expected: readonly number[]): void {
  expect(found).toHaveLength(expected.length);
  for (const [index, value] of expected.entries()) expect(found[index]).toBeCloseTo(value, 6);
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

describe.each<[string, PointDistribution, number]>([
  ["gaussianRing", gaussianRing(), 8],
  ["gaussianGrid", gaussianGrid(), 25],
  ["swissRoll", swissRoll(), 1],
  ["twoMoons", twoMoons(), 2],
])("%s", (_, distribution, modes) => {
  it("gives points and modes, the same for the same seed", () => {
    const dataset = distribution.sample(400, createRng(1));
    expect([dataset.length, dataset.shapes]).toEqual([400, { x: [2], y: [] }]);
    expect(dataset.batch([0]).x!.data).toBeInstanceOf(Float32Array);
    expect(new Set(read(dataset).map(({ mode }) => mode))).toEqual(new Set(Array.from({ length: modes }, (_, i) => i)));
    expect(read(distribution.sample(400, createRng(1)))).toEqual(read(dataset));
    expect(read(distribution.sample(400, createRng(2)))).not.toEqual(read(dataset));
  });

  it("refuses a count that is none", () => {
    for (const count of [0, -1, 1.5, Number.NaN])
      expect(() => distribution.sample(count, seeded(1))).toThrow(GenlabError);
  });
});

describe("mixtures", () => {
  it.each([
    ["ring", gaussianRing(), 8, 0.01],
    ["grid", gaussianGrid(), 25, 0.05],
    ["WGAN-GP's ring", gaussianRing({ radius: 2, standardDeviation: 0.02 }), 8, 0.02],
  ])("spread around their modes: %s", (_, mixture, count, deviation) => {
    expect(mixture.modes.shape).toEqual([count, 2]);
    expect(mixture.standardDeviation).toBe(deviation);
    const points = read(mixture.sample(8000, createRng(4)));
    const offsets = points.flatMap(({ point, mode }) =>
      point.map((value, axis) => value - mixture.modes.data[2 * mode + axis]!),
    );
    // of 16000 values the mean has the standard error deviation / 126, the variance 0.011 variance
    expect(Math.abs(mean(offsets))).toBeLessThan((4 * deviation) / 126);
    expect(Math.abs(mean(offsets.map((value) => value ** 2)) / deviation ** 2 - 1)).toBeLessThan(0.045);
    // each mode has 8000 / count points, give or take four standard deviations
    for (let mode = 0; mode < count; mode++) {
      const found = points.filter((point) => point.mode === mode).length;
      expect(Math.abs(found - 8000 / count)).toBeLessThan(4 * Math.sqrt(8000 / count));
    }
  });

  it("have the published centres", () => {
    const half = Math.SQRT1_2;
    const ring = [1, 0, half, half, 0, 1, -half, half, -1, 0, -half, -half, 0, -1, half, -half];
    expectClose(gaussianRing().modes.data, ring);
    expectClose(
      gaussianRing({ radius: 2 }).modes.data,
      ring.map((value) => 2 * value),
    );
    const grid = Array.from({ length: 25 }, (_, k) => [-4 + 2 * Math.floor(k / 5), -4 + 2 * (k % 5)]).flat();
    expect([...gaussianGrid().modes.data]).toEqual(grid);
    expect([...gaussianGrid({ spacing: 1 }).modes.data]).toEqual(grid.map((value) => value / 2));
  });

  it("refuse measures that are none", () => {
    expect(() => gaussianRing({ radius: -1 })).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: radius is -1. Give a finite number from 0.]`,
    );
    expect(() => gaussianGrid({ standardDeviation: Number.NaN })).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: standardDeviation is NaN. Give a finite number from 0.]`,
    );
    expect(() => gaussianGrid({ spacing: Number.POSITIVE_INFINITY })).toThrow(GenlabError);
    expect(() => gaussianRing({ radius: "2" as never })).toThrow(GenlabError);
    expect(() => gaussianRing({ deviation: 0.1 } as never)).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: gaussianRing has no option "deviation". Known options: radius, standardDeviation.]`,
    );
    expect(() => gaussianGrid({ spaceing: 1 } as never)).toThrow(GenlabError);
  });

  it("refuses options of curves, which have none", () => {
    const roll = swissRoll as (options: object) => PointDistribution;
    expect(() => roll({ noise: 0.5 })).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: swissRoll has no options: its measures are those of the paper. Leave them out.]`,
    );
    expect(() => (twoMoons as typeof roll)({ noise: 0.5 })).toThrow(GenlabError);
    expect(() => twoMoons().sample(3, Math.random as never)).toThrow(GenlabError);
    expect(() => twoMoons().sample(3, 7 as never)).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: \`rng\` of sample is 7. Give a stream of random numbers, such as \`createRng(seed)\` of @genlab/core.]`,
    );
  });

  it("say how many points can be drawn", () => {
    expect(() => gaussianRing().sample(0, seeded(1))).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: 0 points cannot be drawn. Give a whole number from 1.]`,
    );
  });
});

// a draw of 0 makes Box and Muller's radius 0, so these points are without noise
describe("curves", () => {
  const only = (distribution: PointDistribution, ...draws: readonly number[]) =>
    read(distribution.sample(1, scripted(...draws)))[0]!;

  it("the roll goes from 1.5π to 4.5π", () => {
    // t = 1.5π: t · (0, -1); t = 3π: t · (-1, 0); t = 2.25π: t · (√½, √½); all over 7.5
    const at = (draw: number) => only(swissRoll(), draw, 0, 0).point;
    expect(at(0)[0]).toBeCloseTo(0, 6);
    expect(at(0)[1]).toBeCloseTo((-1.5 * Math.PI) / 7.5, 6);
    expect(at(0.5)[0]).toBeCloseTo((-3 * Math.PI) / 7.5, 6);
    expect(at(0.25)[0]).toBeCloseTo((2.25 * Math.PI * Math.SQRT1_2) / 7.5, 6);
    expect(at(0.25)[1]).toBeCloseTo((2.25 * Math.PI * Math.SQRT1_2) / 7.5, 6);
  });

  it("the moons reach into each other", () => {
    // the ends and the middle of each half circle, times 2, minus (1, 0.2)
    const upper = [0, 0.5].map((t) => only(twoMoons(), 0.1, t, 0, 0));
    const lower = [0, 0.5].map((t) => only(twoMoons(), 0.9, t, 0, 0));
    expect([...upper, ...lower].map(({ mode }) => mode)).toEqual([0, 0, 1, 1]);
    const expected = [1, -0.2, -1, 1.8, -1, 0.8, 1, -1.2];
    const found = [...upper, ...lower].flatMap(({ point }) => [...point]);
    expectClose(found, expected);
  });

  it("have the published noise", () => {
    // 1 - exp(-1/2) makes the radius 1, and an angle of 0 puts all of it on the first axis
    const unit = 1 - Math.exp(-0.5);
    expect(only(swissRoll(), 0, unit, 0).point[0]).toBeCloseTo(0.25 / 7.5, 6);
    expect(only(twoMoons(), 0.1, 0, unit, 0).point[0]).toBeCloseTo(1.2, 6);
  });
});

describe("normalPair", () => {
  it("has the moments of N(0, 1)", () => {
    const rng = createRng(11);
    const values = Array.from({ length: 20_000 }, () => normalPair(rng)).flat();
    // 40000 draws: standard errors 0.005, 0.007, 0.019 (third moment √15 / 200), 0.049 (fourth, √96 / 200)
    expect(Math.abs(mean(values))).toBeLessThan(0.02);
    expect(Math.abs(mean(values.map((value) => value ** 2)) - 1)).toBeLessThan(0.028);
    expect(Math.abs(mean(values.map((value) => value ** 3)))).toBeLessThan(0.08);
    expect(Math.abs(mean(values.map((value) => value ** 4)) - 3)).toBeLessThan(0.2);
  });
});
