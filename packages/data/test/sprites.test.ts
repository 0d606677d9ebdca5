import { sprites } from "@genlab/data";
import { describe, expect, it } from "vitest";

const data = sprites();
const strides = data.factors.map((_, i) => data.factors.slice(i + 1).reduce((product, { size }) => product * size, 1));
const indexOf = (...values: number[]) => values.reduce((sum, value, i) => sum + value * strides[i]!, 0);
const imageOf = (index: number, source = data) => Array.from(source.batch([index]).x!.data);

/** The mass of an image, and its middle, both as shares of the width; `x` to the right and `y` down. */
function momentsOf(image: readonly number[], size: number) {
  const mass = image.reduce((sum, value) => sum + value, 0);
  const middle = (of: (i: number) => number) =>
    image.reduce((sum, value, i) => sum + value * (of(i) + 0.5), 0) / mass / size;
  return { mass: mass / size ** 2, x: middle((i) => i % size), y: middle((i) => Math.floor(i / size)) };
}

describe("sprites", () => {
  it("are all combinations of six factors, the last fastest", () => {
    expect(data.length).toBe(3 * 4 * 5 * 8 * 8 * 4);
    expect(data.shapes).toEqual({ x: [32, 32, 1], factors: [6] });
    const { x, factors } = data.batch([0, 1, 4, data.length - 1]);
    expect([x!.shape, factors!.shape]).toEqual([
      [4, 32, 32, 1],
      [4, 6],
    ]);
    expect(factors!.data).toBeInstanceOf(Int32Array);
    expect(Array.from(factors!.data)).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 2, 3, 4, 7, 7, 3]);
    expect(Array.from(data.batch([indexOf(2, 3, 1, 5, 0, 2)]).factors!.data)).toEqual([2, 3, 1, 5, 0, 2]);
  });

  it("are drawn the same every time, from 0 to 1", () => {
    const indices = Array.from({ length: 200 }, (_, i) => i * 76);
    const { data: pixels } = data.batch(indices).x!;
    const again = sprites().batch(indices).x!.data;
    expect(pixels.every((value, i) => value === again[i])).toBe(true);
    expect(pixels.every((value) => value >= 0 && value <= 1)).toBe(true);
    expect(imageOf(indices[7]!)).toEqual(Array.from(pixels.slice(7 * 1024, 8 * 1024)));
  });

  it("cover the area of their shape, however turned", () => {
    // in a circle of radius 1: a square of 2, an ellipse of π/2, a heart of (4 + π) · 0.525²
    const areas = [2, Math.PI / 2, (4 + Math.PI) * 0.525 ** 2];
    const fine = sprites({ size: 128 });
    for (const [shape, area] of areas.entries()) {
      for (let orientation = 0; orientation < 5; orientation++) {
        const { mass } = momentsOf(imageOf(indexOf(shape, 3, orientation, 3, 3, 3), fine), 128);
        expect(mass / (area * 0.2 ** 2)).toBeCloseTo(1, 2);
      }
    }
  });

  it("stand where x and y say, wholly in the image", () => {
    for (const shape of [0, 1, 2]) {
      for (const [x, y] of [
        [0, 0],
        [7, 2],
        [3, 7],
      ] as const) {
        const image = imageOf(indexOf(shape, 3, 2, x, y, 3));
        const moments = momentsOf(image, 32);
        expect(Math.abs(moments.x - (0.25 + (0.5 * x) / 7))).toBeLessThan(0.03);
        expect(Math.abs(moments.y - (0.25 + (0.5 * y) / 7))).toBeLessThan(0.03);
        const isEdge = (i: number) => i % 32 === 0 || i % 32 === 31 || i < 32 || i >= 31 * 32;
        expect(image.filter((value, i) => value > 0 && isEdge(i))).toEqual([]);
      }
    }
  });

  it("are as bright as their brightness, and soft at the edge", () => {
    const image = imageOf(indexOf(0, 3, 1, 3, 3, 1));
    expect(Math.max(...image)).toBeCloseTo(0.6, 6);
    expect(image.some((value) => value > 0.05 && value < 0.55)).toBe(true);
  });

  it("look different wherever a factor differs", () => {
    for (const shape of [0, 1, 2]) {
      const values = [shape, 1, 0, 3, 3, 1];
      for (const [factor, { size }] of data.factors.entries()) {
        const images = Array.from({ length: size }, (_, value) => imageOf(indexOf(...values.with(factor, value))));
        for (const [i, image] of images.entries()) {
          for (const other of images.slice(i + 1)) {
            const difference = image.reduce((sum, value, pixel) => sum + Math.abs(value - other[pixel]!), 0);
            expect(difference).toBeGreaterThan(1);
          }
        }
      }
    }
  });

  it("refuse what is no example and no size", () => {
    expect(() => data.batch([15360])).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: There is no example 15360 in a dataset of 15360: they count from 0.]`,
    );
    expect(() => sprites({ width: 64 } as never)).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: sprites has no option "width". Known options: size.]`,
    );
    expect(() => sprites({ size: 4 })).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: Sprites cannot be 4 pixels wide. Give a whole number from 8.]`,
    );
  });
});
