import "@tensorflow/tfjs-backend-cpu";
import { createContext, createRng, namedVariables } from "@genlab/core";
import { FiniteScalarQuantizer } from "@genlab/layers";
import { grad, mul, range, setBackend, sum, type Tensor, tensor, tensor1d, tensor2d } from "@tensorflow/tfjs-core";
import { describe, expect, it } from "vitest";
import { type ArrayFixture, expectClose, readFixture, tensorOf } from "./fixture.js";

await setBackend("cpu");

interface Case {
  readonly levels: readonly number[];
  readonly z: ArrayFixture;
  readonly quantized: ArrayFixture;
  readonly bounded: ArrayFixture;
  readonly indices: ArrayFixture;
  readonly codebook: ArrayFixture;
}

const cases = readFixture<readonly Case[]>("finite-scalar");
const context = () => createContext({ rng: createRng(1) });

describe.each(cases)("FiniteScalarQuantizer of $levels", ({ levels, z, quantized, bounded, indices, codebook }) => {
  const quantizer = new FiniteScalarQuantizer({ levels });
  const weights = createRng(5).normal(z.shape);

  it("equals the paper's formula", () => {
    const found = quantizer.forward(tensorOf(z), context());
    expectClose(found.quantized, quantized);
    expectClose(found.indices, indices);
    expect(found.indices.dtype).toBe("int32");
    expect(found.commitment.dataSync()[0]).toBe(0);
  });

  it("has every combination of levels for a code, each by its index", () => {
    expect(quantizer.codes).toBe(levels.reduce((product, level) => product * level, 1));
    expectClose(quantizer.lookup(range(0, quantizer.codes, 1, "int32")), codebook);
    expectClose(quantizer.lookup(tensorOf(indices)), quantized);
  });

  it("reaches all of them, from the features that the bound takes to a level", () => {
    const all = quantizer.lookup(range(0, quantizer.codes, 1, "int32")).arraySync() as number[][];
    const x = all.map((code) =>
      code.map((value, i) => {
        const level = levels[i]!;
        const [h, o] = [((level - 1) * 0.999) / 2, level % 2 === 0 ? 0.5 : 0];
        const y = (value * Math.floor(level / 2) + o) / h;
        return Math.atanh(Math.max(-0.9999, Math.min(0.9999, y))) - Math.tan(o / h);
      }),
    );
    const found = quantizer.forward(tensor2d(x), context());
    expect([...found.indices.dataSync()]).toEqual(Array.from({ length: quantizer.codes }, (_, i) => i));
    expect(found.perplexity.dataSync()[0]).toBeCloseTo(quantizer.codes, 2); // all codes once
  });

  it("has the gradient of the paper's bound, by central differences of its formula", () => {
    const found = grad((x: Tensor) => sum(mul(quantizer.forward(x, context()).quantized, weights)))(tensorOf(z));
    const boundOf = (value: number, level: number) => {
      const [h, o] = [((level - 1) * 0.999) / 2, level % 2 === 0 ? 0.5 : 0];
      return (Math.tanh(value + Math.tan(o / h)) * h - o) / Math.floor(level / 2);
    };
    const weightValues = weights.dataSync();
    z.values.forEach((value, i) => {
      const level = levels[i % levels.length]!;
      expect(boundOf(value, level)).toBeCloseTo(bounded.values[i]!, 6); // the same formula as Python's
      const slope = (boundOf(value + 1e-4, level) - boundOf(value - 1e-4, level)) / 2e-4;
      expect(found.dataSync()[i]).toBeCloseTo(weightValues[i]! * slope, 4);
    });
  });
});

describe("FiniteScalarQuantizer", () => {
  it("has nothing to learn or to save", () => {
    expect(namedVariables(new FiniteScalarQuantizer({ levels: [3, 3] })).size).toBe(0);
  });

  it("stays in its levels for features of any size", () => {
    const quantizer = new FiniteScalarQuantizer({ levels: [8, 5] });
    const { quantized, indices } = quantizer.forward(tensor2d([-1e9, -1e9, 1e9, 1e9], [2, 2]));
    expectClose(quantized, { shape: [2, 2], values: [-1, -1, 0.75, 1] });
    expect([...indices.dataSync()]).toEqual([0, 39]);
  });

  it("refuses what are no levels, other features, and indices that it does not have", () => {
    const make = (levels: unknown) => () => new FiniteScalarQuantizer({ levels } as never);
    expect(make([8, 1])).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: \`levels\` of FiniteScalarQuantizer is [8,1]. Expected whole numbers from 2, of a product of at most 16777216, such as [8, 6, 5].]`,
    );
    for (const levels of [[], [2.5], 3, undefined, [4096, 8192]])
      expect(make(levels)).toThrow("Expected whole numbers");
    const quantizer = new FiniteScalarQuantizer({ levels: [3, 2] });
    expect(() => quantizer.forward(tensor([1, 2, 3], [1, 3]))).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: FiniteScalarQuantizer got shape [1, 3]. Expected [batch, ..., 2].]`,
    );
    expect(() => quantizer.lookup(tensor1d([0, 6]))).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: FiniteScalarQuantizer got the index 6 at place 1. Expected whole numbers from 0 to 5.]`,
    );
  });
});
