import { createRng } from "@genlab/core";
import type { ArrayBatch, NdArray } from "@genlab/data";
import { describe, expect, it } from "vitest";
import { composeConfig } from "../src/config/compose-config.js";
import { configOf } from "../src/config/options.js";
import { coloured } from "../src/training/coloured.js";
import { turned } from "../src/training/turned.js";
import { varied } from "../src/training/varied.js";

/** Batches of two images of 5×5 in colour, all different. */
const batches = (count: number): readonly ArrayBatch[] =>
  Array.from({ length: count }, (_, number) => ({
    x: { data: Float32Array.from({ length: 150 }, (_, i) => ((i * 7 + number * 13) % 101) / 101), shape: [2, 5, 5, 3] },
    y: { data: Int32Array.of(number, 1), shape: [2] },
  }));

const one = (values: readonly number[], shape: readonly number[]): readonly ArrayBatch[] => [
  { x: { data: Float32Array.from(values), shape: [1, ...shape] } },
];

/** The first of two examples, or the second. */
const halfOf = ({ data, shape: [count, ...rest] }: NdArray, index: number): NdArray => {
  const size = data.length / 2;
  return { data: data.slice(index * size, (index + 1) * size), shape: [count! / 2, ...rest] };
};

/** A stream whose next numbers are these. */
function drawing(...numbers: readonly number[]) {
  const draws = [...numbers];
  const rng = { ...createRng(1), random: () => draws.shift()! };
  return { ...rng, fork: () => rng };
}

const valuesOf = ([batch]: Iterable<ArrayBatch>) => [...batch!.x!.data].map((value) => Number(value.toFixed(5)));

describe("images that are turned", () => {
  const square = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8];

  it("by a quarter are rows for columns, and by nothing themselves", () => {
    const by = (draw: number) =>
      valuesOf(turned(one(square, [3, 3, 1]), { degrees: 90, rng: drawing(draw), start: 0 }));
    expect(by(0.5)).toEqual(square);
    expect(by(1)).toEqual([0.6, 0.3, 0, 0.7, 0.4, 0.1, 0.8, 0.5, 0.2]);
    expect(by(0)).toEqual([0.6, 0.3, 0, 0.7, 0.4, 0.1, 0.8, 0.5, 0.2].toReversed());
  });

  it("are linear between pixels, and beyond the edges as the nearest", () => {
    // by 45° the corner is what was √2 to the left of the middle, beyond the edge; what is above the middle was up and to the left of it
    const half = Math.SQRT1_2;
    const [corner, above] = valuesOf(turned(one(square, [3, 3, 1]), { degrees: 45, rng: drawing(1), start: 0 }));
    expect(corner).toBeCloseTo(0.3, 4);
    expect(above).toBeCloseTo(0.4 - 0.3 * half - 0.1 * half, 4);
  });

  it("have sides of their own, and all channels go with them", () => {
    const colours = Array.from({ length: 2 * 3 * 3 }, (_, i) => i / 18);
    const values = valuesOf(turned(one(colours, [2, 3, 3]), { degrees: 180, rng: drawing(1), start: 0 }));
    const pixels = Array.from({ length: 6 }, (_, pixel) => colours.slice(3 * pixel, 3 * pixel + 3));
    for (const [i, value] of pixels.toReversed().flat().entries()) expect(values[i]).toBeCloseTo(value, 4);
  });
});

describe("images of other colours", () => {
  const grey = [0.2, 0.4, 0.6, 0.8];

  it("have factors of brightness and contrast, and stay in [0, 1]", () => {
    const by = (...draws: readonly number[]) =>
      valuesOf(coloured(one(grey, [2, 2, 1]), { share: 0.5, rng: drawing(...draws), start: 0 }));
    expect(by(0.5, 0.5, 0.5)).toEqual(grey);
    expect(by(1, 0.5, 0.5)).toEqual([0.3, 0.6, 0.9, 1]);
    expect(by(0.5, 0, 0.5)).toEqual([0.35, 0.45, 0.55, 0.65]);
  });

  it("have a saturation, which leaves how bright they are", () => {
    const pixel = [0.9, 0.3, 0.1];
    const luma = 0.299 * 0.9 + 0.587 * 0.3 + 0.114 * 0.1;
    const values = valuesOf(coloured(one(pixel, [1, 1, 3]), { share: 1, rng: drawing(0.5, 0.5, 0), start: 0 }));
    for (const value of values) expect(value).toBeCloseTo(luma, 4);
  });
});

describe("a run", () => {
  const configFor = (data: object) =>
    composeConfig({ options: { data: { type: "images", folder: "x", ...data } } }).config;

  it("that goes on draws the same, and classes stay", () => {
    const config = configFor({ mirror: true, rotate: 20, color: 0.3 });
    const all = [...varied(batches(6), config, { start: 0 })];
    expect([...varied(batches(6).slice(4), config, { start: 4 })]).toEqual(all.slice(4));
    expect(all.map(({ y }) => y)).toEqual(batches(6).map(({ y }) => y));
    expect(all[0]!.x!.data).not.toEqual(batches(1)[0]!.x!.data);
    expect([...varied(batches(6), { ...config, seed: 9 }, { start: 0 })][0]!.x).not.toEqual(all[0]!.x);
  });

  it("of several processes draws what one with all of each batch does", () => {
    const config = configFor({ mirror: true, rotate: 20, color: 0.3 });
    const all = [...varied(batches(6), config, { start: 3 })];
    const halves = [0, 1].map((index) => {
      const halved = batches(6).map(({ x, y }) => ({ x: halfOf(x!, index), y: halfOf(y!, index) }));
      return [...varied(halved, config, { start: 3, part: { index, count: 2 } })];
    });
    for (const [i, { x }] of all.entries()) {
      for (const index of [0, 1]) expect(halves[index]![i]!.x).toEqual(halfOf(x!, index));
    }
  });

  it("varies nothing that is not asked for", () => {
    expect([...varied(batches(2), configFor({}), { start: 0 })]).toEqual(batches(2));
  });

  it("is asked by options, within what they can be", () => {
    expect(configOf({ rotate: 10, color: 0.2 }).data).toEqual({ rotate: 10, color: 0.2 });
    expect(() => configFor({ rotate: 200 })).toThrow('"data.rotate" is 200; expected at most 180.');
    expect(() => configFor({ color: 2 })).toThrow('"data.color" is 2; expected at most 1.');
  });
});
