import { createRng } from "@genlab/core";
import { describe, expect, test } from "vitest";
import { drawing } from "../src/session/drawing.js";
import { readStrokes, writeStrokes } from "../src/session/strokes.js";

describe("strokes", () => {
  test("go to text and back, to half a level of 3 / 511", () => {
    const strokes = [
      [
        [-1.5, -1.5],
        [0.1, 0.7],
        [1.5, 1.5],
      ],
      [[-0.3, 1.2]],
    ] as const;
    const text = writeStrokes(strokes);
    expect(text).toMatch(/^[\w-]{9}\.[\w-]{3}$/);
    const back = readStrokes(text);
    expect(back.map((stroke) => stroke.length)).toEqual([3, 1]);
    back.flat().forEach((point, i) => {
      const drawn = strokes.flat()[i]!;
      for (const axis of [0, 1] as const)
        expect(Math.abs(point[axis] - drawn[axis])).toBeLessThanOrEqual(1.5 / 511 + 1e-9);
    });
  });

  test("are none in a text that is no drawing", () => {
    for (const text of ["", "AB", "ä ö", "AA!"]) expect(readStrokes(text)).toEqual([]);
  });
});

test("points of a drawing without noise lie on its lines, each line as often as it is long", () => {
  // a line of length 2 along y = 0.5 and one of length 1 along x = -1: two thirds of the points are on the first
  const text = writeStrokes([
    [
      [-0.5, 0.5],
      [1.5, 0.5],
    ],
    [
      [-1, -1],
      [-1, 0],
    ],
  ]);
  const [[from], [other]] = readStrokes(text) as [[[number, number]], [[number, number]]];
  const { x } = drawing(text, 0)
    .sample(3000, createRng(1))
    .batch(Array.from({ length: 3000 }, (_, i) => i));
  const points = Array.from({ length: 3000 }, (_, i) => [x!.data[2 * i]!, x!.data[2 * i + 1]!] as const);
  const onFirst = points.filter(([, y]) => Math.abs(y - from[1]) < 1e-6);
  const onSecond = points.filter(([px]) => Math.abs(px - other[0]) < 1e-6);
  expect(onFirst.length + onSecond.length).toBe(3000);
  expect(Math.abs(onFirst.length / 3000 - 2 / 3)).toBeLessThan(0.03); // 3.5 standard deviations of a binomial
});

test("an empty drawing is refused", () => {
  expect(() => drawing("", 0.05)).toThrowErrorMatchingInlineSnapshot(
    `[GenlabError: The drawing is empty. Draw a line.]`,
  );
});
