import "@tensorflow/tfjs-backend-cpu";
import { cloneModule, createContext, createRng, disposeModule, namedVariables } from "@genlab/core";
import { VectorQuantizer } from "@genlab/layers";
import { expectGradientsToMatch } from "@genlab/testing";
import { add, grad, memory, mul, setBackend, sum, type Tensor, tensor1d, tensor2d, tidy } from "@tensorflow/tfjs-core";
import { describe, expect, it } from "vitest";
import { type ArrayFixture, expectClose, readFixture, tensorOf } from "./fixture.js";

await setBackend("cpu");

interface Fixture {
  readonly decay: number;
  readonly codebook: ArrayFixture;
  readonly steps: readonly {
    readonly x: ArrayFixture;
    readonly indices: { readonly shape: readonly number[]; readonly values: readonly number[] };
    readonly quantized: ArrayFixture;
    readonly commitment: number;
    readonly perplexity: number;
    readonly codebook: ArrayFixture;
    readonly counts: ArrayFixture;
  }[];
}

const fixture = readFixture<Fixture>("quantizer");
const training = () => createContext({ rng: createRng(3), training: true });
const evaluation = () => createContext({ rng: createRng(3) });
const number = (x: Tensor) => x.dataSync()[0]!;

describe("VectorQuantizer", () => {
  it("equals the paper's moving averages over three steps", () => {
    const quantizer = new VectorQuantizer({ codes: 4, features: 2, decay: fixture.decay }, createRng(1));
    quantizer.codebook.assign(tensorOf(fixture.codebook));
    for (const step of fixture.steps) {
      expectClose(quantizer.lookup(tensorOf(step.indices)), step.quantized);
      const { quantized, indices, commitment, perplexity } = quantizer.forward(tensorOf(step.x), training());
      expectClose(quantized, step.quantized);
      expectClose(indices, step.indices);
      expect(indices.dtype).toBe("int32");
      expect(number(commitment)).toBeCloseTo(step.commitment, 4);
      expect(number(perplexity)).toBeCloseTo(step.perplexity, 5);
      expectClose(quantizer.codebook, step.codebook);
      expectClose(quantizer.counts, step.counts);
    }
  });

  const small = (options = {}) => {
    const quantizer = new VectorQuantizer({ codes: 3, features: 2, ...options }, createRng(1));
    quantizer.codebook.assign(tensor2d([0, 0, 1, 1, 9, 9], [3, 2]));
    return quantizer;
  };
  const x = tensor2d([0.1, 0.2, 0.9, 1.2, 0.2, -0.1, 0.1, 0.1], [4, 2]);

  it("hands the gradient of its output to x, and the commitment loss pulls x to its code", () => {
    const quantizer = small({ commitment: 0.5 });
    const weights = tensor2d([1, 2, 3, 4, 5, 6, 7, 8], [4, 2]);
    const straight = grad((x) => sum(mul(quantizer.forward(x, evaluation()).quantized, weights)))(x);
    expectClose(straight, { shape: [4, 2], values: [1, 2, 3, 4, 5, 6, 7, 8] });
    // within a cell the commitment loss is a quadratic, which differences check
    expectGradientsToMatch((x) => quantizer.forward(x!, evaluation()).commitment, [x], { order: 2 });
    // by hand: 0.5 / 4 · 2 (x - code) of the second row
    const pull = grad((x) => quantizer.forward(x, evaluation()).commitment)(x).dataSync();
    expect(pull[2]).toBeCloseTo(0.25 * (0.9 - 1), 6);
    expect(pull[3]).toBeCloseTo(0.25 * (1.2 - 1), 6);
  });

  it("leaves codebook and counts alone in evaluation", () => {
    const quantizer = small({ restartBelow: 2 });
    const before = [...namedVariables(quantizer).values()].map((value) => value.dataSync().slice());
    quantizer.forward(x, evaluation());
    expect([...namedVariables(quantizer).values()].map((value) => value.dataSync())).toEqual(before);
  });

  it("restarts dead codes at vectors of the batch, and those alone", () => {
    const quantizer = small({ decay: 0.5, restartBelow: 0.75 });
    quantizer.forward(x, training());
    // by hand: counts (0.5 + 1.5, 0.5 + 0.5, 0.5), of which the last is dead
    expectClose(quantizer.counts, { shape: [3, 1], values: [2, 1, 0.75] });
    const codes = quantizer.codebook.arraySync() as number[][];
    const rows = x.arraySync() as number[][];
    expect(rows).toContainEqual(codes[2]);
    expect(codes[1]![0]).toBeCloseTo(0.95, 6); // (0.5 · 1 + 0.5 · 0.9) / 1
  });

  it("starts at vectors of the first batch where its counts start at what codes restart below", () => {
    const quantizer = small({ decay: 0.5, restartBelow: 0.75, startCount: 0.75 });
    quantizer.forward(x, training());
    // by hand: counts (0.375 + 1.5, 0.375 + 0.5, 0.375)
    expectClose(quantizer.counts, { shape: [3, 1], values: [1.875, 0.875, 0.75] });
    expect(x.arraySync()).toContainEqual((quantizer.codebook.arraySync() as number[][])[2]);
  });

  it("restarts at all vectors alike", () => {
    const seen = new Set<number>();
    for (let seed = 0; seed < 40; seed++) {
      const quantizer = small({ restartBelow: 100 });
      quantizer.forward(x, createContext({ rng: createRng(seed), training: true }));
      for (const value of quantizer.codebook.dataSync()) seen.add(value);
    }
    expect(seen).toEqual(new Set(x.dataSync()));
  });

  it("uses its codes on data of many clusters when they restart", () => {
    const rng = createRng(1);
    const quantizer = new VectorQuantizer({ codes: 8, features: 2, decay: 0.9, restartBelow: 1 }, rng);
    const context = { ...training(), rng };
    const centers = tensor2d(
      Array.from({ length: 64 }, (_, i) => [4 * Math.cos((i * Math.PI) / 4), 4 * Math.sin((i * Math.PI) / 4)]),
    );
    const perplexities = Array.from({ length: 60 }, () =>
      number(tidy(() => quantizer.forward(add(centers, mul(rng.normal([64, 2]), 0.1)), context).perplexity)),
    );
    expect(perplexities[0]).toBeLessThan(8);
    expect(perplexities.at(-1)).toBeGreaterThan(7.5);
  });

  it("may have a single code, and a batch a single vector", () => {
    const quantizer = new VectorQuantizer({ codes: 1, features: 2, restartBelow: 2 }, createRng(1));
    const { indices, perplexity } = quantizer.forward(tensor2d([[3, 4]]), training());
    expect([indices.dataSync()[0], number(perplexity)]).toEqual([0, expect.closeTo(1, 5)]);
    // a count of 1 is below 2: the code restarts at the only vector there is
    expect(Array.from(quantizer.codebook.dataSync())).toEqual([3, 4]);
    expect(Array.from(quantizer.lookup(tensor1d([0, 0], "int32")).dataSync())).toEqual([3, 4, 3, 4]);
  });

  it("holds its variables and nothing else, and can be cloned", () => {
    const before = memory().numTensors;
    const quantizer = new VectorQuantizer({ codes: 3, features: 2, restartBelow: 1 }, createRng(1));
    const copy = cloneModule(quantizer);
    for (const module of [quantizer, copy]) {
      tidy(() => {
        module.forward(tensor2d([1, 2, 3, 4], [2, 2]), training());
      });
    }
    expect(memory().numTensors - before).toBe(4);
    expect(copy.codebook.dataSync()).toEqual(quantizer.codebook.dataSync());
    disposeModule([quantizer, copy]);
    expect(memory().numTensors).toBe(before);
  });

  it("refuses numbers that make no codebook", () => {
    const create = (options: object) => () => new VectorQuantizer({ codes: 2, features: 2, ...options }, createRng(1));
    expect(create({ codes: 0 })).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: \`codes\` of VectorQuantizer is 0. Expected a whole number from 1.]`,
    );
    expect(create({ decay: 1 })).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: \`decay\` of VectorQuantizer is 1. Expected a number from 0 to below 1.]`,
    );
    expect(create({ restartBelow: -1 })).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: \`restartBelow\` of VectorQuantizer is -1. Expected a finite number, 0 or more.]`,
    );
  });
});
