import { frechetDistance, jensenShannonDistance, kernelDistance } from "@genlab/metrics";
import { describe, expect, it } from "vitest";
import { readFixture } from "./fixture.js";

type Points = readonly number[][];
interface Distances {
  readonly a: Points;
  readonly b: Points;
  readonly lowRank: Points;
  readonly frechet: { readonly ab: number; readonly bLowRank: number };
  readonly kernel: { readonly ab: number; readonly bLowRank: number };
  readonly plane: Points;
  readonly ring: Points;
  readonly jensenShannon: { readonly coarse: number; readonly fine: number };
}
const { source, a, b, lowRank, frechet, kernel, plane, ring, jensenShannon } = readFixture<Distances>("distances");

/** Points whose covariance is diag(scales²) exactly, with mean `shift`. */
function cross(scales: readonly number[], shift: readonly number[]): Points {
  const size = scales.length;
  return scales.flatMap((scale, axis) =>
    [-1, 1].map((sign) =>
      shift.map((mean, i) => mean + (i === axis ? sign * scale * Math.sqrt((2 * size - 1) / 2) : 0)),
    ),
  );
}

describe("Fréchet distance", () => {
  it(`is that of ${source}`, () => {
    expect(frechetDistance(a, b) / frechet.ab).toBeCloseTo(1, 10);
    expect(frechetDistance(b, lowRank) / frechet.bLowRank).toBeCloseTo(1, 8);
  });

  it("is ‖μ₁ − μ₂‖² + Σ (σ₁ − σ₂)² where covariances are diagonal", () => {
    const first = cross([1, 2, 0.5, 0], [0, 0, 0, 0]);
    const second = cross([3, 1, 0.5, 2], [1, -1, 2, 0]);
    expect(frechetDistance(first, second)).toBeCloseTo(6 + 4 + 1 + 0 + 4, 10);
  });

  it("is symmetric, 0 from a set to itself, and the squared shift to a shifted set", () => {
    expect(frechetDistance(b, a)).toBeCloseTo(frechetDistance(a, b), 8);
    expect(frechetDistance(lowRank, lowRank)).toBeCloseTo(0, 6);
    expect(
      frechetDistance(
        a,
        a.map((row) => row.map((value) => value + 2)),
      ),
    ).toBeCloseTo(6 * 4, 6);
  });

  it("reads typed arrays with a shape, images too", () => {
    const image = { data: Float32Array.from(a.flat()), shape: [a.length, 1, 3, 2] };
    expect(frechetDistance(image, b) / frechet.ab).toBeCloseTo(1, 6);
  });

  it("refuses what has no covariance or differs in width", () => {
    expect(() => frechetDistance([[1, 2]], b)).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: frechetDistance: \`features\` has shape [1, 2]. It needs at least 2 rows of at least one number.]`,
    );
    expect(() => frechetDistance(a, plane)).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: frechetDistance: rows of \`features\` have 6 numbers, rows of \`others\` 2. Give both the same.]`,
    );
    expect(() =>
      frechetDistance(
        [
          [1, Number.NaN],
          [0, 1],
        ],
        plane,
      ),
    ).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: frechetDistance: \`features\` holds NaN at row 0, column 1. Give finite numbers.]`,
    );
    expect(() => frechetDistance([[1, 2], [0]], plane)).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: frechetDistance: \`features\` has 1 numbers in row 1, 2 in row 0. Give rows of one length.]`,
    );
    expect(() => frechetDistance({ data: [1, 2, 3], shape: [2, 2] }, plane)).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: frechetDistance: \`features\` has shape [2,2] and 3 values. Expected [rows, ...] and a value for each place.]`,
    );
    expect(() => frechetDistance([], plane)).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: frechetDistance: \`features\` has shape [0, 0]. It needs at least 2 rows of at least one number.]`,
    );
  });
});

describe("kernel distance", () => {
  it(`is that of ${source}`, () => {
    expect(kernelDistance(a, b) / kernel.ab).toBeCloseTo(1, 10);
    expect(kernelDistance(b, lowRank) / kernel.bLowRank).toBeCloseTo(1, 10);
  });

  it("is a hand sum on two points each", () => {
    // within: k(0, 1) = 1, k(1, 2) = 27; across: k(0, ·) = 1, k(1, 1) = 8, k(1, 2) = 27
    expect(kernelDistance([[0], [1]], [[1], [2]])).toBeCloseTo(1 + 27 - (2 * (1 + 1 + 8 + 27)) / 4, 12);
  });

  it("needs two examples of each", () => {
    expect(() => kernelDistance(a, [[1, 2, 3, 4, 5, 6]])).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: kernelDistance: \`others\` has shape [1, 6]. It needs at least 2 rows of at least one number.]`,
    );
  });
});

describe("Jensen–Shannon distance", () => {
  it(`is that of ${source}, points outside of the grid in a cell of their own`, () => {
    expect(jensenShannonDistance(plane, ring, { range: [-1, 1], cells: 5 })).toBeCloseTo(jensenShannon.coarse, 12);
    expect(jensenShannonDistance(plane, ring, { range: [-1.5, 1.5] })).toBeCloseTo(jensenShannon.fine, 12);
  });

  it("is 0 for equal shares and 1 for disjoint ones", () => {
    const range = [0, 1] as const;
    expect(
      jensenShannonDistance(
        [[0.01, 0.01]],
        [
          [0.02, 0.02],
          [0.03, 0.03],
        ],
        { range },
      ),
    ).toBe(0);
    expect(jensenShannonDistance([[0, 0]], [[1, 1]], { range })).toBe(1);
    expect(jensenShannonDistance([[0, 0]], [[1.01, 0]], { range })).toBe(1);
    const inside = [0.5, 0.5];
    expect(jensenShannonDistance([[-5, 0], inside], [[1e9, 0], inside], { range })).toBe(0);
    expect(jensenShannonDistance([[1, 0.5]], [[0.99, 0.5]], { range })).toBe(0); // the last cell has its upper edge
  });

  it("tells the axes apart", () => {
    expect(jensenShannonDistance([[0.1, 0.9]], [[0.9, 0.1]], { range: [0, 1], cells: 2 })).toBe(1);
  });

  it("to a sample of which half moved away is √(3/2 − ¾ log₂ 3)", () => {
    const half = [
      [0, 0],
      [1, 1],
    ];
    // p = (1, 0), q = (½, ½), m = (¾, ¼)
    const expected = Math.sqrt(1.5 - 0.75 * Math.log2(3));
    expect(jensenShannonDistance([[0, 0]], half, { range: [0, 1] })).toBeCloseTo(expected, 12);
  });

  it("refuses what is no grid or not in the plane", () => {
    const distance = (range: readonly [number, number], cells = 3) =>
      jensenShannonDistance(plane, ring, { range, cells });
    expect(() => distance([1, 1])).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: jensenShannonDistance: \`range\` is [1,1]. Give two finite numbers, the lower one first.]`,
    );
    expect(() => distance([0, 1], 0.5)).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: \`cells\` of jensenShannonDistance is 0.5. Expected a whole number from 1.]`,
    );
    expect(() => jensenShannonDistance(a, b, { range: [0, 1] })).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: jensenShannonDistance: rows of \`points\` have 6 numbers. Give points [count, 2].]`,
    );
  });
});
