import { interpolate } from "@genlab/core";
import { describe, expect, it } from "vitest";

const code = (...values: number[]) => ({ data: Float32Array.from(values), shape: [values.length] });
const rowsOf = ({ data, shape }: ReturnType<typeof interpolate>) =>
  Array.from({ length: shape[0]! }, (_, row) => [
    ...data.subarray((row * data.length) / shape[0]!, ((row + 1) * data.length) / shape[0]!),
  ]);

describe("interpolate", () => {
  it("goes along a line by default, both ends included", () => {
    const way = interpolate(code(0, 2), code(4, -2), { steps: 5 });
    expect(way.shape).toEqual([5, 2]);
    expect(rowsOf(way)).toEqual([
      [0, 2],
      [1, 1],
      [2, 0],
      [3, -1],
      [4, -2],
    ]);
  });

  it("goes along the circle between perpendicular unit codes: (cos, sin) of equal angles", () => {
    const rows = rowsOf(interpolate(code(1, 0), code(0, 1), { steps: 7, path: "spherical" }));
    for (const [step, [x, y]] of rows.entries()) {
      expect(x).toBeCloseTo(Math.cos((step * Math.PI) / 12), 6);
      expect(y).toBeCloseTo(Math.sin((step * Math.PI) / 12), 6);
    }
  });

  it("keeps to equal lengths and turns by equal angles, in any direction of many", () => {
    const values = (phase: number) => Array.from({ length: 40 }, (_, i) => Math.sin(7 * i + phase) + 0.1 * i * phase);
    const unit = (given: readonly number[]) => given.map((value) => (3 * value) / Math.hypot(...given));
    const rows = rowsOf(
      interpolate(code(...unit(values(0))), code(...unit(values(1))), { steps: 6, path: "spherical" }),
    );
    const dot = (a: readonly number[], b: readonly number[]) => a.reduce((sum, value, i) => sum + value * b[i]!, 0);
    const whole = Math.acos(dot(rows[0]!, rows[5]!) / 9);
    for (let step = 0; step < 6; step++) {
      expect(Math.hypot(...rows[step]!)).toBeCloseTo(3, 5);
      expect(Math.acos(Math.min(1, dot(rows[0]!, rows[step]!) / 9))).toBeCloseTo((whole * step) / 5, 2);
    }
  });

  it("ends exactly where it is to end", () => {
    const [from, to] = [code(0.1, -0.7, 3), code(1.9, 0.3, -0.2)];
    for (const path of ["linear", "spherical"] as const) {
      const rows = rowsOf(interpolate(from, to, { steps: 4, path }));
      expect([rows[0], rows[3]]).toEqual([[...from.data], [...to.data]]);
    }
  });

  it("is the line where both point the same way", () => {
    expect(rowsOf(interpolate(code(1, 2), code(3, 6), { steps: 3, path: "spherical" }))).toEqual([
      [1, 2],
      [2, 4],
      [3, 6],
    ]);
  });

  it("refuses what has no way", () => {
    const refusal = (...given: Parameters<typeof interpolate>) => expect(() => interpolate(...given));
    refusal(code(1, 1), code(-2, -2), { steps: 3, path: "spherical" }).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: interpolate: the codes point in opposite ways, and every way between them is as short. Use the linear path.]`,
    );
    refusal(code(0, 0), code(1, 2), { steps: 3, path: "spherical" }).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: interpolate: a code is zero, and has no direction. Use the linear path.]`,
    );
    refusal(code(1), code(1, 2), { steps: 3 }).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: interpolate: the codes have the shapes [1] and [2]. Give two of one shape.]`,
    );
    refusal(code(1), code(2), { steps: 1 }).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: \`steps\` of interpolate is 1. Expected a whole number from 2.]`,
    );
    refusal(code(1), code(2), { steps: 2, path: "curved" as never }).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: \`path\` of interpolate is "curved". Expected "linear" or "spherical".]`,
    );
  });
});
