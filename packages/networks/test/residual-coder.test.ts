import "@tensorflow/tfjs-backend-cpu";
import { createContext, createRng, gradients, namedParameters } from "@genlab/core";
import { type Activation, BatchNorm, relu, type Sequential, upsample } from "@genlab/layers";
import {
  autoencoderNetworks,
  convolutionalDecoder,
  convolutionalEncoder,
  residualDecoder,
  residualDoubling,
  residualEncoder,
  residualHalving,
} from "@genlab/networks";
import { itIsALayer } from "@genlab/testing";
import {
  mean,
  moments,
  mul,
  reshape,
  type Scalar,
  setBackend,
  square,
  sum,
  type Tensor,
  tanh,
  tensor,
} from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";

beforeAll(async () => {
  await setBackend("cpu");
});

const channels = [2, 3];
const context = createContext({ rng: createRng(1) });

describe.each([
  [4, 4, 1],
  [5, 7, 1],
])("residual networks of images of %d×%d×%d", (...shape) => {
  describe("encoder", () =>
    itIsALayer({
      create: (rng) => residualEncoder({ shape, channels, outputs: 2, activation: tanh }, rng),
      inputShape: [1, ...shape],
      outputShape: [1, 2],
      order: 1,
    }));

  describe("decoder", () =>
    itIsALayer({
      create: (rng) => residualDecoder({ shape, channels, latent: 2, activation: tanh }, rng),
      inputShape: [1, 2],
      outputShape: [1, ...shape],
      order: 1,
    }));
});

describe("a block's shortcut", () => {
  /** The block with nothing on its other way, and ones in the shortcut. */
  function shortcutOf(block: ReturnType<typeof residualHalving>): (x: Tensor) => Tensor {
    for (const [path, variable] of namedParameters(block)) {
      const value = path === "shortcut.layers.2.weight" || path === "shortcut.layers.0.weight" ? 1 : 0;
      variable.assign(tensor(new Float32Array(variable.size).fill(value), variable.shape));
    }
    return (x) => block.forward(x, context);
  }

  it("is the mean of 2×2, of which an odd edge is there twice", () => {
    const halve = shortcutOf(residualHalving({ inputs: 1, outputs: 1, before: [] }, createRng(1)));
    // 1 2 3
    // 4 5 6
    const y = halve(tensor([1, 2, 3, 4, 5, 6], [1, 2, 3, 1]));
    expect([...y.dataSync()]).toEqual([3, 4.5]);
    const single = halve(tensor([1, 3], [1, 1, 2, 1]));
    expect([...single.dataSync()]).toEqual([2]);
  });

  it("is each pixel four times", () => {
    const double = shortcutOf(residualDoubling({ inputs: 1, outputs: 1, before: [relu] }, createRng(1)));
    const y = double(tensor([-1, 2], [1, 1, 2, 1]));
    expect([...y.dataSync()]).toEqual([-1, -1, 2, 2, -1, -1, 2, 2]);
  });
});

it("a residual encoder has a norm before each activation", () => {
  const norms: number[] = [];
  const norm = (channels: number) => {
    norms.push(channels);
    return new BatchNorm({ channels });
  };
  residualEncoder({ shape: [8, 8, 1], channels: [2, 3, 4], outputs: 1, norm }, createRng(1));
  expect(norms).toEqual([2, 3, 4]);
});

it("a residual decoder's last parameter is the bias of its output", () => {
  const decoder = residualDecoder({ shape: [8, 8, 3], channels: [4, 2], latent: 2 }, createRng(1));
  const [path, bias] = [...namedParameters(decoder)].at(-1)!;
  expect([path, bias.shape]).toEqual(["layers.3.shortcut.layers.0.bias", [3]]);
  const before = decoder.forward(createRng(2).normal([1, 2]), context);
  bias.assign(tensor([...bias.dataSync()].map((value) => value + 5)));
  const after = decoder.forward(createRng(2).normal([1, 2]), context);
  expect(mean(after).dataSync()[0]! - mean(before).dataSync()[0]!).toBeCloseTo(5, 4);
});

describe("at the start, six halvings deep", () => {
  // scales do not depend on how many channels there are
  const deep = [2, 4, 8, 16, 32, 64];
  const shape = [256, 256, 3];
  const x = () => upsample(32)(createRng(5).uniform([2, 8, 8, 3]));
  const z = () => createRng(6).normal([2, 16]);

  /** Of all values that a layer gives: the root of their mean square, and of their mean variance between examples. */
  function scales(
    { layers }: Sequential,
    input: Tensor,
  ): readonly { readonly size: number; readonly spread: number }[] {
    const outputs: Tensor[] = [];
    layers.reduce<Tensor>((h, layer) => {
      const y = typeof layer === "function" ? (layer as Activation)(h) : layer.forward(h, context);
      outputs.push(y);
      return y;
    }, input);
    return outputs.map((y) => ({
      size: Math.sqrt(mean(square(y)).dataSync()[0]!),
      spread: Math.sqrt(mean(moments(reshape(y, [y.shape[0]!, -1]), 0).variance).dataSync()[0]!),
    }));
  }

  /** Of each weight, the size of its gradient for a change of all outputs, relative to the largest. */
  function gradientSizes(network: Sequential, input: Tensor): readonly number[] {
    const direction = createRng(7).normal(network.forward(input, context).shape);
    const loss = () => ({ total: sum<Scalar>(mul(network.forward(input, context), direction)) });
    const sizes = [...gradients(namedParameters(network), loss).gradients]
      .filter(([path]) => path.endsWith("weight"))
      .map(([, gradient]) => Math.sqrt(mean(square(gradient)).dataSync()[0]!));
    return sizes.map((size) => size / Math.max(...sizes));
  }

  it("residual networks keep what passes them, and their gradients", () => {
    const encoder = residualEncoder({ shape, channels: deep, outputs: 32 }, createRng(1));
    const decoder = residualDecoder({ shape, channels: deep.toReversed(), latent: 16 }, createRng(1));
    for (const { size, spread } of [...scales(encoder, x()), ...scales(decoder, z())]) {
      expect(size).toBeGreaterThan(0.1);
      expect(size).toBeLessThan(3);
      expect(spread / size).toBeGreaterThan(0.05);
    }
    for (const size of [...gradientSizes(encoder, x()), ...gradientSizes(decoder, z())]) {
      expect(size).toBeGreaterThan(1e-4);
    }
  });

  it("plain ones do not", () => {
    const decoder = convolutionalDecoder({ shape, channels: deep.toReversed(), latent: 16 }, createRng(1));
    const { size, spread } = scales(decoder, z()).at(-1)!;
    expect(spread / size).toBeLessThan(0.02);
    const encoder = convolutionalEncoder({ shape, channels: deep, outputs: 32 }, createRng(1));
    expect(scales(encoder, x()).at(-2)!.size).toBeLessThan(0.05);
  });
});

it("autoencoders of large images are residual unless they are asked for others", () => {
  const firstOf = (options: object) => {
    const { encoder, decoder } = autoencoderNetworks({ shape: [32, 40, 1], latent: 2, ...options }, createRng(1));
    return [encoder, decoder].map((network) => (network as Sequential).layers.map((layer) => layer.constructor.name));
  };
  const small = [2, 3, 4];
  expect(firstOf({})[0]).toContain("Residual");
  expect(firstOf({})[1]).toContain("Residual");
  expect(firstOf({ network: "residual", channels: small })).toEqual(firstOf({}));
  expect(firstOf({ network: "convolutional" })[0]).not.toContain("Residual");
  expect(firstOf({ channels: small })).toEqual(firstOf({ network: "convolutional" }));
  expect(firstOf({ shape: [28, 28, 1] })[0]).not.toContain("Residual");
});
