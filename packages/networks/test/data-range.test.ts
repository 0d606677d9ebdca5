import "@tensorflow/tfjs-backend-cpu";
import { createRng, dataRangesOf } from "@genlab/core";
import { sigmoid, tanh } from "@genlab/layers";
import { adversarialNetworks, autoencoderNetworks, mlpGenerator } from "@genlab/networks";
import { setBackend } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";

beforeAll(async () => {
  await setBackend("cpu");
});

describe("networks of images in [0, 1]", () => {
  it.each(["dense", "convolutional", "residual"] as const)("say so where they are %s", (network) => {
    const networks = adversarialNetworks({ shape: [4, 4, 1], latent: 2, channels: [2], network }, createRng(1));
    expect(dataRangesOf(networks)).toEqual([
      { of: "the generator's network", least: 0, most: 1 },
      { of: "the discriminator's network", least: 0, most: 1 },
    ]);
  });

  it("are told from those of anything", () => {
    const points = adversarialNetworks({ shape: [2], latent: 2 }, createRng(1));
    const coders = autoencoderNetworks({ shape: [4, 4, 1], latent: 2 }, createRng(1));
    expect(dataRangesOf([points, coders])).toEqual([]);
    const ends = (output: typeof tanh) =>
      mlpGenerator({ shape: [2, 2, 1], latent: 2, hidden: [], output }, createRng(1));
    expect([dataRangesOf(ends(sigmoid)).length, dataRangesOf(ends(tanh)).length]).toEqual([1, 0]);
  });
});
