import "@tensorflow/tfjs-backend-cpu";
import { flatten, reshapeTo, Sequential, upsample } from "@genlab/layers";
import { itIsALayer } from "@genlab/testing";
import { setBackend, tensor4d } from "@tensorflow/tfjs-core";
import { describe, expect, it } from "vitest";
import { expectClose } from "./fixture.js";

await setBackend("cpu");

describe("flatten", () =>
  itIsALayer({
    create: () => new Sequential([flatten]),
    anyChannels: true,
    inputShape: [2, 3, 1, 2],
    outputShape: [2, 6],
  }));

describe("reshapeTo", () => {
  itIsALayer({ create: () => new Sequential([reshapeTo([3, 1, 2])]), inputShape: [2, 6], outputShape: [2, 3, 1, 2] });

  it("refuses sizes that are none", () => {
    expect(() => reshapeTo([3, -1])).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: \`shape[1]\` of reshapeTo is -1. Expected a whole number from 1.]`,
    );
  });
});

describe("upsample", () => {
  describe("by 2", () =>
    itIsALayer({
      create: () => new Sequential([upsample()]),
      anyChannels: true,
      inputShape: [2, 3, 1, 2],
      outputShape: [2, 6, 2, 2],
    }));

  it("repeats pixels in both directions", () => {
    const x = tensor4d([1, 10, 2, 20], [1, 1, 2, 2]); // two pixels of two channels
    const row = [1, 10, 1, 10, 1, 10, 2, 20, 2, 20, 2, 20];
    expectClose(upsample(3)(x), { shape: [1, 3, 6, 2], values: [...row, ...row, ...row] });
  });

  it("refuses a factor that is none", () => {
    expect(() => upsample(1.5)).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: \`factor\` of upsample is 1.5. Expected a whole number from 1.]`,
    );
  });
});
