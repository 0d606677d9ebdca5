import "@tensorflow/tfjs-backend-cpu";
import { createContext, createRng } from "@genlab/core";
import { Dropout } from "@genlab/layers";
import { itIsALayer } from "@genlab/testing";
import { ones, setBackend } from "@tensorflow/tfjs-core";
import { describe, expect, it } from "vitest";

await setBackend("cpu");

describe("Dropout", () => {
  describe("rate 0.4", () =>
    itIsALayer({
      create: () => new Dropout({ rate: 0.4 }),
      anyChannels: true,
      inputShape: [3, 2, 5],
      outputShape: [3, 2, 5],
      trainingDiffers: true,
    }));

  it("drops the share it says and keeps the mean", () => {
    const context = createContext({ rng: createRng(1), training: true });
    const values = new Dropout({ rate: 0.2 }).forward(ones([10_000]), context).dataSync();
    expect(new Set(values)).toEqual(new Set([0, Math.fround(1.25)]));
    // a binomial share has a standard deviation of 0.004
    expect(Math.abs(values.filter((value) => value === 0).length / 10_000 - 0.2)).toBeLessThan(0.016);
  });

  it("draws anew from the context's rng", () => {
    const context = createContext({ rng: createRng(1), training: true });
    const layer = new Dropout({ rate: 0.5 });
    const [first, second] = [layer.forward(ones([50]), context), layer.forward(ones([50]), context)];
    expect(first.dataSync()).not.toEqual(second.dataSync());
  });

  it("leaves x alone at rate 0", () => {
    const x = ones([2]);
    expect(new Dropout({ rate: 0 }).forward(x, createContext({ rng: createRng(1), training: true }))).toBe(x);
  });

  it("refuses rates outside [0, 1)", () => {
    expect(() => new Dropout({ rate: 1 })).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: \`rate\` of Dropout is 1. Expected a number from 0 to below 1.]`,
    );
  });
});
