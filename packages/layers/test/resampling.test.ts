import "@tensorflow/tfjs-backend-cpu";
import { createRng, loadValues } from "@genlab/core";
import { averagePool, DepthwiseConv2d, type Padding, pixelShuffle, Sequential } from "@genlab/layers";
import { itIsALayer } from "@genlab/testing";
import { setBackend, zeros } from "@tensorflow/tfjs-core";
import { describe, expect, it } from "vitest";
import { type ArrayFixture, expectClose, readFixture, tensorOf, tensorsOf } from "./fixture.js";

await setBackend("cpu");

interface Resampling {
  readonly factor: number;
  readonly x: ArrayFixture;
  readonly y: ArrayFixture;
}
interface Depthwise {
  readonly options: { kernel: number; stride: number; padding: Padding };
  readonly x: ArrayFixture;
  readonly weight: ArrayFixture;
  readonly bias: ArrayFixture;
  readonly y: ArrayFixture;
}
interface Fixture {
  readonly depthwise: Depthwise[];
  readonly averagePool: Resampling[];
  readonly pixelShuffle: Resampling[];
}

const fixture = readFixture<Fixture>("resampling");
const rng = createRng(1);

describe("DepthwiseConv2d", () => {
  it.each(fixture.depthwise)("equals PyTorch's with groups, $options", ({ options, x, weight, bias, y }) => {
    const layer = new DepthwiseConv2d({ channels: 3, ...options }, rng);
    loadValues(layer, tensorsOf({ weight, bias }));
    expectClose(layer.forward(tensorOf(x)), y);
  });

  describe("stride 2, same, odd size", () =>
    itIsALayer({
      create: (rng) => new DepthwiseConv2d({ channels: 2, kernel: 3, stride: 2 }, rng),
      inputShape: [1, 3, 4, 2],
      outputShape: [1, 2, 2, 2],
    }));

  describe("padding 1, without bias", () =>
    itIsALayer({
      create: (rng) => new DepthwiseConv2d({ channels: 2, kernel: 2, padding: 1, bias: false }, rng),
      inputShape: [2, 2, 1, 2],
      outputShape: [2, 3, 2, 2],
    }));

  it("refuses an image smaller than its kernel", () => {
    const layer = new DepthwiseConv2d({ channels: 1, kernel: 3, padding: "valid" }, rng);
    expect(() => layer.forward(zeros([1, 2, 5, 1]))).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: DepthwiseConv2d got shape [1, 2, 5, 1], into which its filter does not fit. Expected height and width of at least 3: give larger images, or choose padding "same".]`,
    );
  });
});

describe("averagePool", () => {
  it.each(fixture.averagePool)("equals PyTorch's by $factor", ({ factor, x, y }) => {
    expectClose(averagePool(factor)(tensorOf(x)), y);
  });

  describe("by 2", () =>
    itIsALayer({
      create: () => new Sequential([averagePool()]),
      anyChannels: true,
      inputShape: [2, 4, 2, 3],
      outputShape: [2, 2, 1, 3],
    }));

  it("refuses sizes that its factor does not divide", () => {
    expect(() => averagePool(2)(zeros([1, 4, 3, 1]))).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: averagePool(2) got shape [1,4,3,1]. Expected height and width divisible by 2.]`,
    );
  });
});

describe("pixelShuffle", () => {
  it.each(fixture.pixelShuffle)("equals PyTorch's by $factor, with TensorFlow's channel order", ({ factor, x, y }) => {
    expectClose(pixelShuffle(factor)(tensorOf(x)), y);
  });

  describe("by 2", () =>
    itIsALayer({
      create: () => new Sequential([pixelShuffle(2)]),
      inputShape: [2, 3, 1, 8],
      outputShape: [2, 6, 2, 2],
    }));

  it("refuses channels that its square does not divide", () => {
    expect(() => pixelShuffle(2)(zeros([1, 1, 1, 6]))).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: pixelShuffle(2) got shape [1,1,1,6]. Expected channels divisible by 4.]`,
    );
  });
});
