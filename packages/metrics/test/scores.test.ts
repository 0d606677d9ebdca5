import { GenlabError } from "@genlab/core";
import {
  areaUnderRoc,
  bitsPerDimension,
  labelEntropy,
  type MutualInformationGap,
  mutualInformationGap,
  peakSignalToNoiseRatio,
} from "@genlab/metrics";
import { describe, expect, it } from "vitest";
import { readFixture } from "./fixture.js";

type Table = readonly number[][];
interface Scores {
  readonly informationGap: { readonly codes: Table; readonly factors: Table; readonly result: MutualInformationGap };
  readonly roc: { readonly scores: readonly number[]; readonly labels: readonly number[]; readonly area: number };
  readonly noise: { readonly images: Table; readonly clean: Table; readonly decibels: number };
}
const { source, informationGap, roc, noise } = readFixture<Scores>("scores");

describe("mutual information gap", () => {
  const { codes, factors, result } = informationGap;

  it(`is disentanglement_lib's, by ${source}`, () => {
    const { gap, gaps, information } = mutualInformationGap(codes, factors);
    expect(gap).toBeCloseTo(result.gap, 12);
    for (const [k, value] of result.gaps.entries()) expect(gaps[k]).toBeCloseTo(value, 12);
    for (const [j, value] of result.information.flat().entries()) expect(information.flat()[j]).toBeCloseTo(value, 12);
  });

  it("is 1 where codes are factors, 0 where two codes tell the same", () => {
    const known = [0, 1, 2, 3, 4, 5].map((i) => [i % 2, i % 3]);
    expect(
      mutualInformationGap(
        known.map(([a, b]) => [-a!, 5 * b!, 7]),
        known,
      ).gap,
    ).toBeCloseTo(1, 12);
    expect(
      mutualInformationGap(
        known.map(([a, b]) => [a!, a!, b!, b!]),
        known,
      ).gap,
    ).toBeCloseTo(0, 12);
  });

  it("refuses bad input", () => {
    expect(() => mutualInformationGap([[1], [2]], [[0], [1]])).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: mutualInformationGap: there is 1 code. Give at least two.]`,
    );
    expect(() => mutualInformationGap([[1, 2]], [[0], [1]])).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: mutualInformationGap: 1 rows of \`codes\`, 2 of \`factors\`. Give one of each an example.]`,
    );
    expect(() =>
      mutualInformationGap(
        [
          [1, 2],
          [3, 4],
        ],
        [
          [0, 6],
          [1, 6],
        ],
      ),
    ).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: mutualInformationGap: factor 1 has one value, 6. Leave it out.]`,
    );
    expect(() => mutualInformationGap(codes, factors, { bins: 1 })).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: \`bins\` of mutualInformationGap is 1. Expected a whole number from 2.]`,
    );
  });
});

describe("area under the ROC", () => {
  it(`is that of ${source}, with ties`, () => {
    expect(new Set(roc.scores).size).toBeLessThan(roc.scores.length);
    expect(areaUnderRoc(roc.scores, roc.labels)).toBeCloseTo(roc.area, 12);
  });

  it("is 1, 0 and ½ at the extremes", () => {
    expect(areaUnderRoc(Float32Array.of(0, 1, 2, Number.POSITIVE_INFINITY), [0, 0, 1, 1])).toBe(1);
    expect(areaUnderRoc([3, 2, 1, 0], [0, 0, 1, 1])).toBe(0);
    expect(areaUnderRoc([7, 7, 7, 7, 7], [0, 1, 1, 0, 1])).toBe(0.5);
  });

  it("refuses bad input", () => {
    expect(() => areaUnderRoc([1, 2], [1])).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: areaUnderRoc: 2 scores, 1 labels. Give a label for each score.]`,
    );
    expect(() => areaUnderRoc([1, 2], [1, 1])).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: areaUnderRoc: 2 labels are 1, 0 are 0. It needs examples of both.]`,
    );
    expect(() => areaUnderRoc([1, Number.NaN], [0, 1])).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: areaUnderRoc: score 1 is NaN. Give numbers.]`,
    );
    expect(() => areaUnderRoc([1, 2], [0, 2])).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: areaUnderRoc: label 1 is 2. Give 0 or 1.]`,
    );
  });
});

describe("peak signal-to-noise ratio", () => {
  it(`is that of ${source}`, () => {
    expect(peakSignalToNoiseRatio(noise.images, noise.clean)).toBeCloseTo(noise.decibels, 12);
  });

  it("is 20 dB for an error of a tenth of the peak, infinite for none", () => {
    expect(peakSignalToNoiseRatio([[0.1, 0.4]], [[0, 0.5]])).toBeCloseTo(20, 12);
    expect(peakSignalToNoiseRatio([[25.5, 0]], [[0, 25.5]], { peak: 255 })).toBeCloseTo(20, 12);
    expect(peakSignalToNoiseRatio([[0, 1]], [[0, 1]])).toBe(Number.POSITIVE_INFINITY);
  });

  it("refuses bad input", () => {
    expect(() => peakSignalToNoiseRatio([[1], [2]], [[1]])).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: peakSignalToNoiseRatio: 2 \`images\`, 1 \`clean\` ones. Give one of each.]`,
    );
    expect(() => peakSignalToNoiseRatio([[1]], [[1, 2]])).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: peakSignalToNoiseRatio: rows of \`images\` have 1 numbers, rows of \`clean\` 2. Give both the same.]`,
    );
    expect(() => peakSignalToNoiseRatio([[1]], [[1]], { peak: -1 })).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: \`peak\` of peakSignalToNoiseRatio is -1. Expected a finite number above 0.]`,
    );
  });
});

describe("bits per dimension", () => {
  it("is 1 for a fair coin a dimension, 8 for uniform bytes in either scale", () => {
    expect(bitsPerDimension(784 * Math.LN2, { dimensions: 784 })).toBeCloseTo(1, 12);
    expect(bitsPerDimension(12 * Math.log(256), { dimensions: 12 })).toBeCloseTo(8, 12);
    expect(bitsPerDimension(0, { dimensions: 12, levels: 256 })).toBeCloseTo(8, 12);
  });

  it("refuses bad input", () => {
    expect(() => bitsPerDimension(Number.NaN, { dimensions: 1 })).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: bitsPerDimension: \`nats\` is NaN. Give a number.]`,
    );
    expect(() => bitsPerDimension(1, { dimensions: 0 })).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: \`dimensions\` of bitsPerDimension is 0. Expected a whole number from 1.]`,
    );
    expect(() => bitsPerDimension(1, { dimensions: 1, levels: 0 })).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: \`levels\` of bitsPerDimension is 0. Expected a finite number above 0.]`,
    );
  });
});

describe("entropy of labels", () => {
  it("is 0 of one class, log₂ of how many of equally frequent ones, and between them by its formula", () => {
    expect(labelEntropy([7, 7, 7])).toBe(0);
    expect(labelEntropy(Int32Array.from({ length: 50 }, (_, i) => i % 10))).toBeCloseTo(Math.log2(10), 12);
    expect(labelEntropy([0, 0, 1, 2])).toBeCloseTo(1.5, 12); // ½ · 1 + 2 · ¼ · 2
  });

  it.each([[[]], [[0.5]], [[Number.NaN]], [["1"]]])("refuses %o", (labels) => {
    expect(() => labelEntropy(labels as number[])).toThrow(GenlabError);
  });
});
