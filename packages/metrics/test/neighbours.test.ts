import { densityCoverage, precisionRecall } from "@genlab/metrics";
import { describe, expect, it } from "vitest";
import { readFixture } from "./fixture.js";

interface Neighbours {
  readonly precision: number;
  readonly recall: number;
  readonly density: number;
  readonly coverage: number;
}
interface Distances {
  readonly a: readonly number[][];
  readonly b: readonly number[][];
  readonly neighbours: Readonly<Record<string, Neighbours>>;
}
const { source, a, b, neighbours: cases } = readFixture<Distances>("distances");
const line = (...values: readonly number[]) => values.map((value) => [value]);

describe(`precision and recall, density and coverage as of ${source}`, () => {
  it.each(Object.keys(cases))("with %s neighbours", (k) => {
    const neighbours = Number(k);
    const { precision, recall, density, coverage } = cases[k]!;
    expect(precisionRecall(a, b, { neighbours })).toEqual({ precision, recall });
    expect(densityCoverage(a, b, { neighbours })).toEqual({ density: expect.closeTo(density, 12), coverage });
  });

  it("have the papers' defaults", () => {
    expect(precisionRecall(a, b)).toEqual(precisionRecall(a, b, { neighbours: 3 }));
    expect(densityCoverage(a, b)).toEqual(densityCoverage(a, b, { neighbours: 5 }));
  });
});

describe("precision and recall", () => {
  it("tell lost variety from lost quality", () => {
    const real = line(0, 1, 10, 11);
    expect(precisionRecall(real, line(0.2, 0.5, 0.8), { neighbours: 1 })).toEqual({ precision: 1, recall: 0.5 });
    expect(precisionRecall(real, line(0, 1, 10, 11, 50, 90), { neighbours: 1 }).precision).toBeCloseTo(4 / 6, 12);
  });

  it("hold for a set against itself, duplicates too", () => {
    const twice = line(3, 3, 3, 3);
    expect(precisionRecall(twice, twice)).toEqual({ precision: 1, recall: 1 });
  });
});

describe("density and coverage", () => {
  it("are hand counts on a line", () => {
    // balls [0 ± 1], [1 ± 1], [10 ± 9]: 0.5 lies in two, 30 in none
    expect(densityCoverage(line(0, 1, 10), line(0.5, 30), { neighbours: 1 })).toEqual({ density: 1, coverage: 2 / 3 });
  });
});

describe("bad features", () => {
  it("are named", () => {
    expect(() => precisionRecall(line(1, 2, 3), line(1, 2, 3))).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: precisionRecall: \`real\` has shape [3, 1]. It needs at least 4 rows of at least one number.]`,
    );
    expect(() => densityCoverage(a, line(1, 2, 3, 4, 5, 6))).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: densityCoverage: rows of \`real\` have 6 numbers, rows of \`generated\` 1. Give both the same.]`,
    );
    expect(() => densityCoverage(a, b, { neighbours: 0 })).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: \`neighbours\` of densityCoverage is 0. Expected a whole number from 1.]`,
    );
  });
});
