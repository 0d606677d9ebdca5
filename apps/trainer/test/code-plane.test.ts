import { createRng } from "@genlab/core";
import { expect, it } from "vitest";
import { codePlane } from "../src/outputs/code-plane.js";
import { codesSection } from "../src/report/codes-section.js";
import { reportRun } from "./report-runs.js";

it("codes lie along the axes of the ellipse that they were drawn from, whatever it is turned by", () => {
  const random = createRng(3);
  const count = 400;
  // 3 along (0.6, 0.8, 0), 1 along (-0.8, 0.6, 0), 0.1 along the third axis, about (5, 5, 5)
  const drawn = Array.from(
    { length: count },
    () => [0, 1, 2].map(() => random.random() - 0.5) as [number, number, number],
  );
  const data = Float32Array.from(
    drawn.flatMap(([a, b, c]) => [5 + 3 * a * 0.6 - b * 0.8, 5 + 3 * a * 0.8 + b * 0.6, 5 + 0.1 * c]),
  );
  const { points, shares } = codePlane({ data, shape: [count, 3] });
  // variances are as 9 to 1 to 0.01, as far as 400 draws have them
  expect(shares[0]).toBeCloseTo(9 / 10.01, 1);
  expect(shares[1]).toBeCloseTo(1 / 10.01, 1);
  const mean = drawn.reduce((sum, [a]) => sum + a, 0) / count;
  const error = Math.max(...points.map(([across], i) => Math.abs(across - 3 * (drawn[i]![0] - mean))));
  expect(error).toBeLessThan(0.15);
});

it("codes of one number lie on a line, and codes that are all alike in one place", () => {
  const line = codePlane({ data: Float32Array.of(1, 2, 6), shape: [3, 1] });
  expect(line.points.map(([across, up]) => [Number(across.toFixed(6)), up])).toEqual([
    [-2, 0],
    [-1, 0],
    [3, 0],
  ]);
  const small = codePlane({ data: Float32Array.of(1e-5, 2e-5, 6e-5), shape: [3, 1] });
  expect(small.points.map(([across]) => Number((1e5 * across).toFixed(4)))).toEqual([-2, -1, 3]);
  expect(codePlane({ data: new Float32Array(8).fill(2), shape: [4, 2] })).toEqual({
    points: [
      [0, 0],
      [0, 0],
      [0, 0],
      [0, 0],
    ],
    shares: [0, 0],
  });
});

it("codes of more numbers than a call takes arguments lie where they do", () => {
  const size = 140_000;
  const data = new Float32Array(2 * size).fill(1, size);
  const { points, shares } = codePlane({ data, shape: [2, size] });
  expect(Math.abs(points[0]![0] - points[1]![0])).toBeCloseTo(Math.sqrt(size), 6);
  expect(shares[0]).toBeCloseTo(1, 6);
});

it("a report shows codes by class where there are classes that can be told apart", () => {
  const points = [
    [1, 0],
    [0, -2],
    [-1, 1],
  ] as const;
  const codes = { step: 70, size: 16, shares: [0.5, 0.25] as const, points };
  const of = (classes?: readonly number[]) =>
    codesSection([reportRun("one", { codes: { ...codes, ...(classes && { classes }) } })]);
  expect(of([3, 7, 3]).match(/class="d\d"/g)).toHaveLength(2);
  expect(of([3, 7, 3])).toContain('<path class="d0" d="M73 50h0M27 27h0"><title>class 3</title>');
  expect(of()).toContain(
    "codes of 3 held-out examples at step 70, in the two directions of 16 in which they differ most (50 % and 25 %",
  );
  expect(codesSection([{ ...reportRun("a GAN"), codes: undefined } as never])).toBe("");
});
