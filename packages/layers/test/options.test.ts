import "@tensorflow/tfjs-backend-cpu";
import { createRng, GenlabError, type Rng } from "@genlab/core";
import * as layers from "@genlab/layers";
import { setBackend } from "@tensorflow/tfjs-core";
import { expect, it } from "vitest";

await setBackend("cpu");

type Make = (options: never, rng: Rng) => unknown;
type Constructor = new (options: never, rng: Rng) => unknown;

const made =
  (Layer: Constructor): Make =>
  (options, rng) =>
    new Layer(options, rng);

const linear = () => new layers.Linear({ inputs: 2, outputs: 2 }, createRng(1));
const sizes = { inputs: 2, outputs: 2 };

/** All that make something of options. */
const makers: Readonly<Record<string, readonly [Make, object]>> = {
  BatchNorm: [made(layers.BatchNorm), { channels: 2 }],
  CausalAttention: [made(layers.CausalAttention), { features: 2, heads: 1 }],
  CodeMixture: [made(layers.CodeMixture), { places: 2, codes: 2 }],
  ConditionalBatchNorm: [made(layers.ConditionalBatchNorm), { channels: 2, condition: 2 }],
  Conv2d: [made(layers.Conv2d), { ...sizes, kernel: 2 }],
  ConvTranspose2d: [made(layers.ConvTranspose2d), { ...sizes, kernel: 2 }],
  DepthwiseConv2d: [made(layers.DepthwiseConv2d), { channels: 2, kernel: 2 }],
  downBlock: [layers.downBlock, sizes],
  Dropout: [made(layers.Dropout), { rate: 0.5 }],
  Embedding: [made(layers.Embedding), { count: 2, features: 2 }],
  EqualizedRate: [made(layers.EqualizedRate), { layer: linear() }],
  FiniteScalarQuantizer: [made(layers.FiniteScalarQuantizer), { levels: [3] }],
  Film: [made(layers.Film), { channels: 2, condition: 2 }],
  GaussianNoise: [made(layers.GaussianNoise), { deviation: 1 }],
  GroupNorm: [made(layers.GroupNorm), { channels: 2, groups: 1 }],
  InstanceNorm: [made(layers.InstanceNorm), { channels: 2 }],
  LayerNorm: [made(layers.LayerNorm), { shape: [2] }],
  Linear: [made(layers.Linear), sizes],
  Maxout: [made(layers.Maxout), { ...sizes, pieces: 2 }],
  MultiHeadAttention: [made(layers.MultiHeadAttention), { features: 2, heads: 1 }],
  preActivationBlock: [layers.preActivationBlock, sizes],
  Residual: [made(layers.Residual), { branch: linear() }],
  residualBlock: [layers.residualBlock, sizes],
  RunningGaussian: [made(layers.RunningGaussian), { latent: 2 }],
  SelfAttention2d: [made(layers.SelfAttention2d), { channels: 2 }],
  Sequential: [(options) => new layers.Sequential([], options), {}],
  SpectralNorm: [made(layers.SpectralNorm), { layer: linear() }],
  upBlock: [layers.upBlock, sizes],
  VectorQuantizer: [made(layers.VectorQuantizer), { codes: 2, features: 2 }],
};

it.each(Object.entries(makers))("%s refuses an option that it does not have", (name, [make, options]) => {
  expect(() => make(options as never, createRng(1))).not.toThrow();
  const misspelt = () => make({ ...options, strides: 2 } as never, createRng(1));
  expect(misspelt).toThrow(GenlabError);
  expect(misspelt).toThrow(`${name} has no option "strides".`);
});

it("every class and every block is in the table", () => {
  const names = Object.keys(layers).filter((name) => /^[A-Z]|Block$/.test(name));
  expect(Object.keys(makers).sort()).toEqual(names.sort());
});

it("an option that is near is named", () => {
  const options = { inputs: 1, outputs: 1, kernel: 3, strides: 2 };
  expect(() => new layers.Conv2d(options, createRng(1))).toThrowErrorMatchingInlineSnapshot(
    `[GenlabError: Conv2d has no option "strides". Did you mean "stride"? Known options: bias, biasInitializer, dilation, inputs, kernel, outputs, padding, stride, weightInitializer.]`,
  );
});
