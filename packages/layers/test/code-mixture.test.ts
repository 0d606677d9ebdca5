import "@tensorflow/tfjs-backend-cpu";
import { cloneModule, createRng, disposeModule } from "@genlab/core";
import { CodeMixture } from "@genlab/layers";
import { exp, memory, reshape, setBackend, sum, type Tensor, tensor2d, tidy } from "@tensorflow/tfjs-core";
import { describe, expect, it } from "vitest";

await setBackend("cpu");

const numbers = (x: Tensor) => Array.from(x.dataSync());
const codes = (rows: number[][]) => tensor2d(rows, [rows.length, rows[0]!.length], "int32");
/** Every example of two places and three codes. */
const every = () => codes(Array.from({ length: 9 }, (_, i) => [Math.floor(i / 3), i % 3]));

/** Half of the examples are (0, 0), half (1, 1). */
function followed(components: number): CodeMixture {
  const mixture = new CodeMixture({ places: 2, codes: 3, components, decay: 0.5 });
  const rng = createRng(1);
  for (let step = 0; step < 40; step++)
    mixture.follow(
      codes([
        [0, 0],
        [1, 1],
        [0, 0],
        [1, 1],
      ]),
      rng,
    );
  return mixture;
}

describe("CodeMixture", () => {
  it("is even before it has seen anything", () => {
    const mixture = new CodeMixture({ places: 2, codes: 3, components: 4 });
    for (const value of numbers(mixture.logDensity(every()))) expect(value).toBeCloseTo(-Math.log(9), 5);
  });

  it("is a density: its probabilities sum to 1", () => {
    for (const components of [1, 2, 5]) {
      expect(numbers(sum(exp(followed(components).logDensity(every()))))[0]).toBeCloseTo(1, 5);
    }
  });

  it("with one component has the frequencies of each place, and smooths them, by hand", () => {
    const mixture = new CodeMixture({ places: 2, codes: 3, components: 1, decay: 0 });
    mixture.follow(
      codes([
        [0, 1],
        [0, 1],
        [0, 2],
        [2, 1],
      ]),
      createRng(1),
    );
    const smooth = (frequency: number) => (frequency + (0.05 * (frequency + 0.01 / 3)) / 1.01) / 1.05;
    const [both, neither] = numbers(
      mixture.logDensity(
        codes([
          [0, 1],
          [1, 0],
        ]),
      ),
    );
    expect(both).toBeCloseTo(2 * Math.log(smooth(3 / 4)), 5);
    expect(neither).toBeCloseTo(2 * Math.log(smooth(0)), 4);
  });

  it("with more knows which codes go together, where one does not", () => {
    const [alone, mixed] = [1, 8].map((components) => numbers(exp(followed(components).logDensity(every()))));
    // (0, 0) and (0, 1)
    expect(alone!.slice(0, 2)).toEqual([expect.closeTo(0.25, 1), expect.closeTo(0.25, 1)]);
    expect(mixed!.slice(0, 2)).toEqual([expect.closeTo(0.5, 1), expect.closeTo(0, 1)]);
  });

  it("draws codes as often as their density says, the same from the same seed", () => {
    const mixture = followed(8);
    const count = 4000;
    const drawn = mixture.sample(count, createRng(3));
    expect([drawn.dtype, drawn.shape]).toEqual(["int32", [count, 2]]);
    expect(numbers(mixture.sample(count, createRng(3)))).toEqual(numbers(drawn));
    const values = numbers(drawn);
    for (const [i, p] of numbers(exp(mixture.logDensity(every()))).entries()) {
      const found = values.filter((_, at) => at % 2 === 0 && 3 * values[at]! + values[at + 1]! === i).length / count;
      expect(Math.abs(found - p)).toBeLessThan(4 * Math.sqrt((p * (1 - p)) / count) + 1e-3);
    }
  });

  it("takes codes of any shape, and holds its variables and nothing else", () => {
    const before = memory().numTensors;
    const mixture = new CodeMixture({ places: 4, codes: 2, components: 3 });
    const copy = cloneModule(mixture);
    for (const each of [mixture, copy])
      tidy(() => each.follow(reshape(codes([[0, 1, 1, 0]]), [1, 2, 2]), createRng(1)));
    expect(numbers(copy.tables)).toEqual(numbers(mixture.tables));
    expect(memory().numTensors - before).toBe(4);
    disposeModule([mixture, copy]);
    expect(memory().numTensors).toBe(before);
  });

  it("refuses numbers that make no mixture", () => {
    const create = (options: object) => () => new CodeMixture({ places: 2, codes: 3, ...options });
    expect(create({ components: 0 })).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: \`components\` of CodeMixture is 0. Expected a whole number from 1.]`,
    );
    expect(create({ decay: 1 })).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: \`decay\` of CodeMixture is 1. Expected a number from 0 to below 1.]`,
    );
  });
});
