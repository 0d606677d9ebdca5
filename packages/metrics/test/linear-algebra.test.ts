import { describe, expect, it } from "vitest";
import { factorise } from "../src/linear-algebra/factorise.js";
import { matrixOf } from "../src/linear-algebra/matrix.js";
import { symmetricEigenvalues } from "../src/linear-algebra/symmetric-eigenvalues.js";
import { readFixture } from "./fixture.js";

interface Case {
  readonly matrix: readonly number[][];
  readonly eigenvalues: readonly number[];
}

const { source, ...cases } = readFixture<Record<string, Case>>("linear_algebra");
const given = (matrix: readonly number[][]) => matrixOf(matrix, { metric: "test", name: "matrix" });

describe(`symmetric eigenvalues as of ${source}`, () => {
  for (const [name, { matrix, eigenvalues }] of Object.entries(cases)) {
    it(name, () => {
      const scale = Math.max(1, ...eigenvalues.map(Math.abs));
      const found = symmetricEigenvalues(given(matrix)).sort();
      expect(found).toHaveLength(eigenvalues.length);
      for (const [i, value] of eigenvalues.entries()) expect(Math.abs(found[i]! - value)).toBeLessThan(1e-13 * scale);
    });
  }

  it("keep trace and square norm of a matrix of 120", () => {
    const matrix = Array.from({ length: 120 }, (_, i) =>
      Array.from({ length: 120 }, (_, j) => Math.cos(i * j) + i + j),
    );
    const values = symmetricEigenvalues(given(matrix));
    const trace = matrix.reduce((sum, row, i) => sum + row[i]!, 0);
    const square = matrix.flat().reduce((sum, value) => sum + value ** 2, 0);
    expect(values.reduce((a, b) => a + b) / trace).toBeCloseTo(1, 12);
    expect(values.reduce((sum, value) => sum + value ** 2, 0) / square).toBeCloseTo(1, 12);
  });
});

describe("factor of a positive semi-definite matrix", () => {
  it.each(["one", "positive", "wide", "zero"])("gives it back: %s", (name) => {
    const { matrix, eigenvalues } = cases[name] as Case;
    const { columns } = factorise(given(matrix));
    const scale = Math.max(1, ...eigenvalues);
    for (const [i, row] of matrix.entries()) {
      for (const [j, value] of row.entries()) {
        const product = columns.reduce((sum, column) => sum + column[i]! * column[j]!, 0);
        expect(Math.abs(product - value)).toBeLessThan(1e-14 * scale);
      }
    }
  });

  it("stops at the rank", () => {
    const outer = [1, 2, 3].map((a) => [1, 2, 3].map((b) => a * b));
    expect(factorise(given(outer)).columns.map((column) => [...column])).toEqual([[1, 2, 3]]);
    expect(
      factorise(
        given([
          [0, 0],
          [0, 0],
        ]),
      ).columns,
    ).toHaveLength(0);
  });

  it("has a lower triangle in the order of its pivots", () => {
    const { columns, order } = factorise(given((cases.positive as Case).matrix));
    expect([...order].sort((a, b) => a - b)).toEqual(Array.from({ length: 12 }, (_, i) => i));
    for (const [k, column] of columns.entries()) for (const row of order.slice(0, k)) expect(column[row]).toBe(0);
  });
});
