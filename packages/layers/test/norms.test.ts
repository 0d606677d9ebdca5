import "@tensorflow/tfjs-backend-cpu";
import { createContext, createRng, loadValues } from "@genlab/core";
import { BatchNorm, GroupNorm, InstanceNorm, LayerNorm, pixelNorm, Sequential } from "@genlab/layers";
import { itIsALayer } from "@genlab/testing";
import { setBackend, tensor2d, zeros } from "@tensorflow/tfjs-core";
import { describe, expect, it } from "vitest";
import { type ArrayFixture, expectClose, readFixture, tensorOf } from "./fixture.js";

await setBackend("cpu");

interface Affine {
  readonly x: ArrayFixture;
  readonly scale: ArrayFixture;
  readonly shift: ArrayFixture;
}
interface Fixture {
  readonly batchNorm: Affine & {
    readonly later: ArrayFixture;
    readonly training: ArrayFixture;
    readonly running: { readonly mean: ArrayFixture; readonly variance: ArrayFixture };
    readonly evaluation: ArrayFixture;
  };
  readonly groupNorm: readonly (Affine & { readonly groups: number; readonly y: ArrayFixture })[];
  readonly layerNorm: readonly (Affine & { readonly y: ArrayFixture })[];
  readonly instanceNorm: Affine & { readonly y: ArrayFixture };
}

const fixture = readFixture<Fixture>("norms");
const training = createContext({ rng: createRng(1), training: true });
const evaluation = createContext({ rng: createRng(1) });
const affineOf = ({ scale, shift }: Affine) =>
  new Map(Object.entries({ scale: tensorOf(scale), shift: tensorOf(shift) }));

describe("BatchNorm", () => {
  it("equals PyTorch's in training, in its running statistics, and in evaluation", () => {
    const { x, later, running, ...expected } = fixture.batchNorm;
    const layer = new BatchNorm({ channels: 2 });
    for (const [name, value] of affineOf(fixture.batchNorm)) layer[name as "scale"]?.assign(value);
    expectClose(layer.forward(tensorOf(x), training), expected.training);
    layer.forward(tensorOf(later), training);
    expectClose(layer.runningMean, running.mean);
    expectClose(layer.runningVariance, running.variance);
    expectClose(layer.forward(tensorOf(x), evaluation), expected.evaluation);
  });

  it("is PyTorch's after a dense layer too: statistics over the batch alone", () => {
    const layer = new BatchNorm({ channels: 1, decay: 0, affine: false });
    // by hand: mean 2, variance 2/3 and 1 unbiased
    layer.forward(tensorOf({ shape: [3, 1], values: [1, 2, 3] }), training);
    expectClose(layer.runningMean, { shape: [1], values: [2] });
    expectClose(layer.runningVariance, { shape: [1], values: [1] });
  });

  describe("images", () =>
    itIsALayer({
      create: () => new BatchNorm({ channels: 3 }),
      inputShape: [2, 3, 1, 3],
      outputShape: [2, 3, 1, 3],
      trainingDiffers: true,
    }));

  describe("vectors, without scale", () =>
    itIsALayer({
      create: () => new BatchNorm({ channels: 2, affine: false }),
      inputShape: [5, 2],
      outputShape: [5, 2],
      trainingDiffers: true,
    }));

  it("refuses a batch without variance", () => {
    const forward = () => new BatchNorm({ channels: 2 }).forward(zeros([1, 2]), training);
    expect(forward).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: BatchNorm in training got shape [1,2], one value per channel, which has no variance. Use larger batches, and drop a last batch of one example.]`,
    );
    expect(() => new BatchNorm({ channels: 2, decay: 1 })).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: \`decay\` of BatchNorm is 1. Expected a number from 0 to below 1.]`,
    );
    expect(() => new BatchNorm({ channels: 2, epsilon: 0 })).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: \`epsilon\` of BatchNorm is 0. Expected a finite number above 0.]`,
    );
  });
});

describe("GroupNorm", () => {
  it.each(fixture.groupNorm)("equals PyTorch's with $groups groups", (example) => {
    const layer = new GroupNorm({ channels: example.scale.shape[0]!, groups: example.groups });
    loadValues(layer, affineOf(example));
    expectClose(layer.forward(tensorOf(example.x)), example.y);
  });

  describe("two groups", () =>
    itIsALayer({
      create: () => new GroupNorm({ channels: 4, groups: 2 }),
      inputShape: [2, 3, 2, 4],
      outputShape: [2, 3, 2, 4],
    }));

  it("refuses groups that do not divide the channels", () => {
    expect(() => new GroupNorm({ channels: 6, groups: 4 })).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: \`groups\` of GroupNorm is 4. Expected a divisor of its 6 channels.]`,
    );
  });
});

describe("LayerNorm", () => {
  it.each(fixture.layerNorm)("equals PyTorch's over $scale.shape", (example) => {
    const layer = new LayerNorm({ shape: example.scale.shape });
    loadValues(layer, affineOf(example));
    expectClose(layer.forward(tensorOf(example.x)), example.y);
  });

  describe("a vector", () =>
    itIsALayer({ create: () => new LayerNorm({ shape: [5] }), inputShape: [3, 5], outputShape: [3, 5] }));

  describe("an image", () =>
    itIsALayer({
      create: () => new LayerNorm({ shape: [3, 1, 2] }),
      inputShape: [2, 3, 1, 2],
      outputShape: [2, 3, 1, 2],
    }));

  it("refuses an empty shape", () => {
    expect(() => new LayerNorm({ shape: [] })).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: \`shape\` of LayerNorm is []. Expected the last sizes of its input.]`,
    );
  });
});

describe("InstanceNorm", () => {
  it("equals PyTorch's", () => {
    const layer = new InstanceNorm({ channels: 3 });
    loadValues(layer, affineOf(fixture.instanceNorm));
    expectClose(layer.forward(tensorOf(fixture.instanceNorm.x)), fixture.instanceNorm.y);
  });

  describe("an image", () =>
    itIsALayer({
      create: () => new InstanceNorm({ channels: 2 }),
      inputShape: [2, 3, 2, 2],
      outputShape: [2, 3, 2, 2],
    }));

  describe("a sequence, without scale", () =>
    itIsALayer({
      create: () => new InstanceNorm({ channels: 2, affine: false }),
      inputShape: [1, 4, 2],
      outputShape: [1, 4, 2],
    }));
});

describe("pixelNorm", () => {
  it("divides by the root mean square over channels", () => {
    // by hand: the mean square of (1, 7) is 25, of (3, 3) 9
    const y = pixelNorm()(tensor2d([1, 7, 3, 3], [2, 2]));
    expectClose(y, { shape: [2, 2], values: [0.2, 1.4, 1, 1] });
    expectClose(pixelNorm()(zeros([1, 2])), { shape: [1, 2], values: [0, 0] });
  });

  describe("an image", () =>
    itIsALayer({
      create: () => new Sequential([pixelNorm()]),
      anyChannels: true,
      inputShape: [2, 1, 2, 3],
      outputShape: [2, 1, 2, 3],
    }));
});
