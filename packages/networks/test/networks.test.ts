import "@tensorflow/tfjs-backend-cpu";
import { createContext, createRng, namedParameters } from "@genlab/core";
import { autoencoderNetworks, convolutionalDecoder, convolutionalEncoder, mlp } from "@genlab/networks";
import { itIsALayer } from "@genlab/testing";
import { setBackend, tanh, zeros } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";

beforeAll(async () => {
  await setBackend("cpu");
});

describe("mlp", () => {
  const create = (rng: Parameters<typeof mlp>[1]) => mlp({ sizes: [3, 4, 2], activation: tanh }, rng);
  itIsALayer({ create, inputShape: [2, 3], outputShape: [2, 2] });

  it("has weights [inputs, outputs] and no activation after the last", () => {
    const shapes = [...namedParameters(create(createRng(1)))].map(([path, { shape }]) => `${path} [${shape}]`);
    expect(shapes).toEqual([
      "layers.0.weight [3,4]",
      "layers.0.bias [4]",
      "layers.2.weight [4,2]",
      "layers.2.bias [2]",
    ]);
  });

  it("refuses a single size", () => {
    expect(() => mlp({ sizes: [3] }, createRng(1))).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: mlp: sizes are [3]. Give those of the input and of the output.]`,
    );
  });
});

describe("convolutional encoder", () => {
  const options = { shape: [4, 8, 1], channels: [2, 1], outputs: 2, activation: tanh };
  itIsALayer({ create: (rng) => convolutionalEncoder(options, rng), inputShape: [1, 4, 8, 1], outputShape: [1, 2] });
});

describe("convolutional decoder", () => {
  const options = { latent: 2, channels: [1, 2], shape: [4, 8, 1], activation: tanh };
  itIsALayer({ create: (rng) => convolutionalDecoder(options, rng), inputShape: [1, 2], outputShape: [1, 4, 8, 1] });
});

describe("autoencoder networks", () => {
  const context = createContext({ rng: createRng(1) });
  const shapesFor = (options: Parameters<typeof autoencoderNetworks>[0]) => {
    const { encoder, decoder } = autoencoderNetworks(options, createRng(1));
    const codes = encoder.forward(zeros([2, ...options.shape]), context);
    return [codes.shape, decoder.forward(zeros([2, options.latent]), context).shape];
  };

  it.each([
    ["images that can be halved", [28, 28, 1]],
    ["images that cannot", [9, 7, 3]],
    ["points", [2]],
  ])("fit %s", (_, shape) => {
    expect(shapesFor({ shape, latent: 3, codes: 6 })).toEqual([
      [2, 6],
      [2, ...shape],
    ]);
  });

  it("convolve where the shape allows, and not where told otherwise", () => {
    const rank = (network?: "dense") => {
      const options = { shape: [8, 8, 1], latent: 2, ...(network && { network }) };
      return [...namedParameters(autoencoderNetworks(options, createRng(1)).encoder).values()][0]!.rank;
    };
    expect(rank()).toBe(4);
    expect(rank("dense")).toBe(2);
  });
});
