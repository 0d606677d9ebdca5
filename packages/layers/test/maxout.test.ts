import "@tensorflow/tfjs-backend-cpu";
import { createRng, loadValues } from "@genlab/core";
import { Maxout, minibatchDeviation, Sequential } from "@genlab/layers";
import { itIsALayer } from "@genlab/testing";
import { setBackend, tensor2d, zeros } from "@tensorflow/tfjs-core";
import { describe, expect, it } from "vitest";
import { type ArrayFixture, expectClose, readFixture, tensorOf, tensorsOf } from "./fixture.js";

await setBackend("cpu");

describe("Maxout", () => {
  it("takes the largest of each output's pieces", () => {
    const layer = new Maxout({ inputs: 1, outputs: 2, pieces: 3 }, createRng(1));
    loadValues(
      layer,
      tensorsOf({
        "linear.weight": { shape: [1, 6], values: [1, -1, 0, 2, 3, -5] },
        "linear.bias": { shape: [6], values: [0, 0, 0.5, 0, -1, 0] },
      }),
    );
    // by hand: max(2, -2, 0.5), max(4, 5, -10); max(-1, 1, 0.5), max(-2, -4, 5)
    expectClose(layer.forward(tensor2d([[2], [-1]])), { shape: [2, 2], values: [2, 5, 1, 5] });
  });

  describe("three pieces", () =>
    itIsALayer({
      create: (rng) => new Maxout({ inputs: 3, outputs: 2, pieces: 3 }, rng),
      inputShape: [2, 3],
      outputShape: [2, 2],
    }));
});

describe("minibatchDeviation", () => {
  const cases = readFixture<{ groupSize: number; x: ArrayFixture; y: ArrayFixture }[]>("minibatch-deviation");

  it.each(cases)("equals the paper's code, $x.shape in groups of $groupSize", ({ groupSize, x, y }) => {
    expectClose(minibatchDeviation(groupSize)(tensorOf(x)), y);
  });

  describe("vectors", () =>
    itIsALayer({
      create: () => new Sequential([minibatchDeviation(3)]),
      anyChannels: true,
      inputShape: [6, 2],
      outputShape: [6, 3],
    }));

  it("refuses a batch that does not divide into groups", () => {
    expect(() => minibatchDeviation(4)(zeros([6, 2]))).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: minibatchDeviation(4) got shape [6,2]. Expected a batch divisible by 4.]`,
    );
  });
});
