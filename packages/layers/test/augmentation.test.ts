import "@tensorflow/tfjs-backend-cpu";
import { type Context, createContext, createRng, type Rng } from "@genlab/core";
import {
  augmentColor,
  augmentCutout,
  augmentTranslation,
  differentiableAugmentation,
  drawScaledTurns,
} from "@genlab/layers";
import { expectGradientsToMatch } from "@genlab/testing";
import { ones, setBackend, type Tensor, tensor } from "@tensorflow/tfjs-core";
import { describe, expect, it } from "vitest";
import { type ArrayFixture, expectClose, readFixture, tensorOf } from "./fixture.js";

await setBackend("cpu");

const contextOf = (seed: number) => createContext({ rng: createRng(seed), training: true });
const images = createRng(9).normal([3, 9, 5, 2]);

const functions: Readonly<Record<string, (x: Tensor, context: Context) => Tensor>> = {
  augmentColor,
  augmentTranslation,
  augmentCutout,
  differentiableAugmentation,
};

describe.each(Object.entries(functions))("%s", (_name, augment) => {
  it("keeps the shape, and has gradients of both orders", () => {
    expect(augment(images, contextOf(1)).shape).toEqual(images.shape);
    expectGradientsToMatch((x) => augment(x!, contextOf(1)), [images], { order: 2 });
  });

  it("draws from the context's rng", () => {
    expect(augment(images, contextOf(1)).dataSync()).toEqual(augment(images, contextOf(1)).dataSync());
    expect(augment(images, contextOf(1)).dataSync()).not.toEqual(augment(images, contextOf(2)).dataSync());
  });
});

describe("augmentColor", () => {
  it("adds, then scales away from each pixel's mean, then from the image's", () => {
    const x = createRng(9).normal([2, 1, 2, 3]);
    const rng = createRng(1);
    const factors = [rng.uniform([2], -0.5, 0.5), rng.uniform([2], 0, 2), rng.uniform([2], 0.5, 1.5)];
    const [brightness, saturation, contrast] = factors.map((factor) => factor.dataSync());
    const away = (values: number[], factor: number) => {
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
      return values.map((value) => (value - mean) * factor + mean);
    };
    const expected = (x.arraySync() as number[][][][]).flatMap((image, i) => {
      const pixels = image.flat().map((pixel) => pixel.map((value) => value + brightness![i]!));
      return away(
        pixels.flatMap((pixel) => away(pixel, saturation![i]!)),
        contrast![i]!,
      );
    });
    expectClose(augmentColor(x, contextOf(1)), { shape: [2, 1, 2, 3], values: expected });
  });
});

describe("augmentTranslation", () => {
  it("shifts by whole pixels, at most an eighth, in every direction", () => {
    const [batch, height, width] = [60, 8, 16];
    const x = createRng(9).normal([batch, height, width, 1]);
    const before = x.arraySync() as number[][][][];
    const after = augmentTranslation(x, contextOf(1)).arraySync() as number[][][][];
    const shifts = after.map((image, i) => {
      for (const down of [-1, 0, 1]) {
        for (const right of [-2, -1, 0, 1, 2]) {
          const fits = image.every((line, row) =>
            line.every((pixel, column) => pixel[0] === (before[i]![row - down]?.[column - right]?.[0] ?? 0)),
          );
          if (fits) return `${down} ${right}`;
        }
      }
      return "none";
    });
    expect(shifts).not.toContain("none");
    expect(new Set(shifts.map((shift) => shift.split(" ")[0]))).toEqual(new Set(["-1", "0", "1"]));
    expect(new Set(shifts.map((shift) => shift.split(" ")[1]))).toEqual(new Set(["-2", "-1", "0", "1", "2"]));
  });
});

describe("augmentCutout", () => {
  it("cuts a rectangle of half the size, wherever its center is", () => {
    const [batch, height, width] = [60, 6, 4];
    const masks = augmentCutout(ones([batch, height, width, 1]), contextOf(1)).arraySync() as number[][][][];
    const heights = masks.map((mask) => {
      const cut = mask.map((line) => line.map(([pixel]) => 1 - pixel!));
      const rows = cut.map((line) => Math.max(...line));
      const columns = cut[0]!.map((_, column) => Math.max(...cut.map((line) => line[column]!)));
      expect(cut).toEqual(rows.map((row) => columns.map((column) => row * column)));
      for (const [edges, size] of [
        [rows, height],
        [columns, width],
      ] as const) {
        const length = edges.filter((edge) => edge === 1).length;
        const first = edges.indexOf(1);
        expect(edges.lastIndexOf(1) - first + 1).toBe(length);
        // shorter only where part of it is outside
        if (first > 0 && first + length < size) expect(length).toBe(size / 2);
      }
      return rows.filter((row) => row === 1).length;
    });
    expect(Math.max(...heights)).toBe(3);
    expect(Math.min(...heights)).toBeLessThan(3);
  });
});

describe("drawScaledTurns", () => {
  interface Case {
    readonly x: ArrayFixture;
    readonly scales: readonly number[];
    readonly turns: readonly number[];
    readonly y: ArrayFixture;
  }
  const cases = readFixture<Readonly<Record<string, Case>>>("scaled-turns");

  /** Draws what it is told: whether an example is moved, its scale, and a number for its turn. */
  const drawing = (...draws: (readonly number[])[]): Rng => ({
    ...createRng(1),
    uniform: (shape) => tensor([...draws.shift()!], [...shape]),
  });

  it.each(Object.entries(cases))("moves as PyTorch's grid_sample and rot90 do: %s", (_, { x, scales, turns, y }) => {
    const count = scales.length;
    const rng = drawing(
      Array(count).fill(0),
      scales,
      turns.map((turn) => turn - 0.5),
    );
    expectClose(drawScaledTurns({ count }, rng)(tensorOf(x)), y);
  });

  it("moves a share of the examples, each as it does in another map", () => {
    const [count, share] = [400, 0.25];
    const x = createRng(9).normal([count, 3, 3, 1]);
    const before = x.dataSync();
    const move = drawScaledTurns({ count, share }, createRng(1));
    const after = move(x).dataSync();
    const isMoved = Array.from({ length: count }, (_, i) => before[9 * i] !== after[9 * i]);
    const moved = isMoved.filter(Boolean).length;
    expect(Math.abs(moved / count - share)).toBeLessThan(4 * Math.sqrt((share * (1 - share)) / count));
    const larger = createRng(8).normal([count, 6, 6, 2]);
    const [start, end] = [larger.dataSync(), move(larger).dataSync()];
    expect(Array.from({ length: count }, (_, i) => start[72 * i] !== end[72 * i])).toEqual(isMoved);
  });

  it("has the gradient of what it gives", () => {
    expectGradientsToMatch((x) => drawScaledTurns({ count: 3 }, createRng(1))(x!), [createRng(9).normal([3, 3, 3, 1])]);
  });

  it("leaves what is the same everywhere", () => {
    const same = drawScaledTurns({ count: 5 }, createRng(1))(ones([5, 4, 4, 1]));
    for (const value of same.dataSync()) expect(value).toBeCloseTo(1, 5);
  });
});
