import "@tensorflow/tfjs-backend-cpu";
import { createContext, createRng, loadValues } from "@genlab/core";
import { flatten, Linear, Sequential, tanh } from "@genlab/layers";
import { itIsALayer } from "@genlab/testing";
import { setBackend, tensor1d, tensor2d } from "@tensorflow/tfjs-core";
import { describe, expect, it } from "vitest";
import { expectClose } from "./fixture.js";

await setBackend("cpu");

describe("Linear", () => {
  it("is x W + b", () => {
    const layer = new Linear({ inputs: 2, outputs: 3 }, createRng(1));
    const weight = tensor2d([1, 2, 3, 4, 5, 6], [2, 3]);
    loadValues(layer, new Map(Object.entries({ weight, bias: tensor1d([10, 20, 30]) })));
    // by hand: (1, -1) W = (-3, -3, -3), (0, 2) W = (8, 10, 12)
    expectClose(layer.forward(tensor2d([1, -1, 0, 2], [2, 2])), { shape: [2, 3], values: [7, 17, 27, 18, 30, 42] });
  });

  describe("a batch of vectors", () =>
    itIsALayer({
      create: (rng) => new Linear({ inputs: 3, outputs: 2 }, rng),
      inputShape: [2, 3],
      outputShape: [2, 2],
    }));

  describe("a batch of one output, without bias", () =>
    itIsALayer({
      create: (rng) => new Linear({ inputs: 1, outputs: 1, bias: false }, rng),
      inputShape: [1, 1],
      outputShape: [1, 1],
    }));

  describe("a sequence of vectors", () =>
    itIsALayer({
      create: (rng) => new Linear({ inputs: 3, outputs: 2 }, rng),
      inputShape: [2, 4, 3],
      outputShape: [2, 4, 2],
    }));

  it("refuses sizes that are none", () => {
    expect(() => new Linear({ inputs: 0, outputs: 1 }, createRng(1))).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: \`inputs\` of Linear is 0. Expected a whole number from 1.]`,
    );
    expect(() => new Linear({ inputs: 1, outputs: 2.5 }, createRng(1))).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: \`outputs\` of Linear is 2.5. Expected a whole number from 1.]`,
    );
  });
});

describe("Sequential", () => {
  describe("layers and functions", () =>
    itIsALayer({
      create: (rng) =>
        new Sequential([
          flatten,
          new Linear({ inputs: 4, outputs: 3 }, rng),
          tanh,
          new Linear({ inputs: 3, outputs: 2 }, rng),
        ]),
      inputShape: [3, 2, 2],
      outputShape: [3, 2],
    }));

  it("gives x itself when it is empty", () => {
    const x = tensor1d([1, 2]);
    expect(new Sequential([]).forward(x, createContext({ rng: createRng(1) }))).toBe(x);
  });
});
