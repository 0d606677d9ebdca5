import { createRng } from "@genlab/core";
import { gaussianRing } from "@genlab/data";
import { type ModeCoverage, modeCoverage } from "@genlab/metrics";
import { describe, expect, it } from "vitest";
import { readFixture } from "./fixture.js";

type Table = readonly number[][];
interface Modes {
  readonly modes: { readonly points: Table; readonly modes: Table; readonly result: ModeCoverage };
}
const { source, modes } = readFixture<Modes>("scores");

describe("mode coverage", () => {
  it(`is that of ${source}`, () => {
    const { modesFound, highQuality, reverseKl } = modes.result;
    expect(modeCoverage(modes.points, { modes: modes.modes, standardDeviation: 0.02 })).toEqual({
      modesFound,
      highQuality: expect.closeTo(highQuality, 12),
      reverseKl: expect.closeTo(reverseKl, 12),
    });
  });

  it("of one mode alone is 1, 100 % and ln 8", () => {
    const ring = gaussianRing();
    const coverage = modeCoverage(
      [
        [1, 0],
        [1.01, 0.02],
      ],
      ring,
    );
    expect(coverage).toEqual({ modesFound: 1, highQuality: 1, reverseKl: expect.closeTo(Math.log(8), 12) });
  });

  it("of the ring itself is 8, 1 − exp(−9/2) and a reverse KL near 0", () => {
    const ring = gaussianRing();
    const { x } = ring.sample(20_000, createRng(1)).batch(Array.from({ length: 20_000 }, (_, i) => i));
    const { modesFound, highQuality, reverseKl } = modeCoverage(x!, ring);
    expect(modesFound).toBe(8);
    expect(Math.abs(highQuality - (1 - Math.exp(-4.5)))).toBeLessThan(0.002); // under 3 standard errors
    expect(reverseKl).toBeLessThan(7 / 20_000);
  });

  it("counts a point between modes for neither", () => {
    const coverage = modeCoverage([[0, 0]], {
      modes: [
        [-1, 0],
        [1, 0],
      ],
      standardDeviation: 0.1,
    });
    expect(coverage).toMatchObject({ modesFound: 0, highQuality: 0 });
  });

  it("refuses bad input", () => {
    const ring = gaussianRing();
    expect(() => modeCoverage([], ring)).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: modeCoverage: \`points\` has shape [0, 0]. It needs at least 1 row of at least one number.]`,
    );
    expect(() => modeCoverage([[1, 2, 3]], ring)).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: modeCoverage: rows of \`points\` have 3 numbers, rows of \`modes\` 2. Give both the same.]`,
    );
    expect(() => modeCoverage([[1, 2]], { ...ring, within: 0 })).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: \`within\` of modeCoverage is 0. Expected a finite number above 0.]`,
    );
    expect(() => modeCoverage([[1, Number.POSITIVE_INFINITY]], ring)).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: modeCoverage: \`points\` holds Infinity at row 0, column 1. Give finite numbers.]`,
    );
  });
});
