import "@tensorflow/tfjs-backend-cpu";
import { createRng, gradients, namedParameters } from "@genlab/core";
import { createVqGan, VqGan } from "@genlab/hybrid";
import { Conv2d, drawScaledTurns, identity, Linear, VectorQuantizer } from "@genlab/layers";
import { itIsAModel } from "@genlab/testing";
import {
  abs,
  add,
  mul,
  ones,
  scalar,
  setBackend,
  sub,
  sum,
  type Tensor,
  tensor,
  tile,
  zeros,
} from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import { evaluation, images, layerOf, numbers, training } from "./fixture.js";

beforeAll(async () => {
  await setBackend("cpu");
});

const options = { shape: [4, 4, 1], channels: [3, 4], codes: 5, features: 2 } as const;

describe("vq-gan with an adversary from the first step", () => {
  itIsAModel({ create: (rng) => createVqGan({ ...options, start: 0 }, rng), batch: images });
});

describe("vq-gan with a late adversary", () => {
  itIsAModel({ create: (rng) => createVqGan({ ...options, start: 2 }, rng), batch: images });

  it("has one after `start`, and not before", () => {
    const [, discriminator] = createVqGan({ ...options, start: 2 }, createRng(1)).phases();
    expect([0, 1, 2, 3].map((step) => discriminator!.active!(step))).toEqual([false, false, true, true]);
  });
});

describe("the adaptive weight of a vq-gan", () => {
  const quantizer = () => new VectorQuantizer({ codes: 2, features: 2 }, createRng(1));
  // the code (3, 4) is met exactly, and stays; the last layer has the weight (1, 1)
  const make = (start: number, factor = 5) => {
    const codebook = quantizer();
    codebook.codebook.assign(
      tensor([
        [3, 4],
        [0, 0],
      ]),
    );
    const last = new Linear({ inputs: 2, outputs: 1, bias: false }, createRng(1));
    last.weight.assign(tensor([[1], [1]]));
    const networks = {
      encoder: layerOf(() => tensor([[3, 4]], [1, 1, 1, 2])),
      quantizer: codebook,
      decoder: identityLayer,
      last,
      discriminator: layerOf((y) => mul(sum(y, [1, 2, 3]), factor)), // [batch]
    };
    return new VqGan(networks, { codeShape: [1, 1, 2], start, adversarialWeight: 0.5 });
  };
  const identityLayer = layerOf(identity);
  const x = () => tensor([2], [1, 1, 1, 1]);
  // y = 7: |y - x| = 5 with the gradient (3, 4), norm 5; -5 y has the gradient -5 (3, 4), norm 25
  const weight = 5 / (25 + 1e-4);

  it("is the ratio of the two gradients' norms in the last weight", () => {
    const terms = numbers(make(0).autoencoderLosses({ x: x() }, training()));
    expect(terms).toMatchObject({ reconstruction: 5, adversarial: -35, commitment: 0 });
    expect(terms.adaptiveWeight).toBeCloseTo(weight, 6);
    expect(terms.total).toBeCloseTo(5 + 0.5 * weight * -35, 4);
  });

  it("is at most ten thousand", () => {
    expect(numbers(make(0, 0).autoencoderLosses({ x: x() }, training())).adaptiveWeight).toBe(1e4);
  });

  it("is without effect before the start", () => {
    expect(numbers(make(3).autoencoderLosses({ x: x() }, training(2))).total).toBe(5);
    expect(numbers(make(3).autoencoderLosses({ x: x() }, training(3))).total).toBeCloseTo(5 - 17.5 * weight, 4);
  });

  it("is a constant to the gradient", () => {
    const model = make(0);
    const loss = () => model.autoencoderLosses({ x: x() }, training());
    const found = gradients(namedParameters(model.last), loss).gradients.get("weight")!.dataSync();
    const expected = [3, 4].map((h) => h + 0.5 * weight * -5 * h);
    expected.forEach((value, i) => void expect(found[i]).toBeCloseTo(value, 4));
  });

  it("stays in evaluation", () => {
    expect(numbers(make(0).autoencoderLosses({ x: x() }, evaluation())).adaptiveWeight).toBe(0);
  });
});

describe("the codes of a vq-gan", () => {
  it("decode to the reconstruction, and are those that the indices name", () => {
    const model = createVqGan(options, createRng(1));
    const x = tensor(images.x.data, [4, 4, 4, 1]);
    const codes = model.encode(x, evaluation());
    expect(codes.shape).toEqual([4, 2]);
    expect([...model.decode(codes, evaluation()).dataSync()]).toEqual([
      ...model.reconstruct(x, evaluation()).dataSync(),
    ]);
    const named = model.quantizer.lookup(model.indices(x, evaluation()));
    expect(named.shape).toEqual([4, 1, 1, 2]);
    expect([...named.dataSync()]).toEqual([...codes.dataSync()]);
  });

  it("move in the autoencoder's phase alone", () => {
    const model = createVqGan(options, createRng(1));
    const [autoencoder, discriminator] = model.phases();
    const codebook = () => [...(model.quantizer as VectorQuantizer).codebook.dataSync()];
    const before = codebook();
    const x = tensor(images.x.data, [4, 4, 4, 1]);
    discriminator!.loss({ x }, training());
    expect(codebook()).toEqual(before);
    autoencoder!.loss({ x }, training());
    expect(codebook()).not.toEqual(before);
  });

  it("are of images", () => {
    const make = (options: object) => () => createVqGan({ shape: [6, 6, 1], ...options }, createRng(1));
    expect(make({ shape: [2] })).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: createVqGan got the shape [2] and the channels [32, 64]. Expected images [height, width, channels], and the channels of one convolution at least.]`,
    );
    expect(make({ channels: [] })).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: createVqGan got the shape [6, 6, 1] and the channels []. Expected images [height, width, channels], and the channels of one convolution at least.]`,
    );
    expect(make({ codeShape: [1, 1, 16] })).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: createVqGan has no option "codeShape". Known options: adversarialWeight, channels, codes, equivariance, features, game, levels, perceptual, priorComponents, quantizer, reconstruction, shape, start.]`,
    );
  });

  it("decode to the size of images whose sides are odd", () => {
    const model = createVqGan({ ...options, shape: [7, 10, 1] }, createRng(1));
    const x = tensor(Float32Array.from({ length: 70 }, Math.sin), [1, 7, 10, 1]);
    expect(model.settings.codeShape).toEqual([2, 3, 2]);
    expect(model.reconstruct(x, evaluation()).shape).toEqual([1, 7, 10, 1]);
    expect(model.sample(2, evaluation()).shape).toEqual([2, 7, 10, 1]);
  });

  it("are as many as the model has", () => {
    const model = createVqGan(options, createRng(1));
    expect(() => model.decode(tensor([[1, 2, 3]]), evaluation())).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: VqGan.decode got shape [1, 3]. Expected [batch, 2].]`,
    );
    const larger = tensor(images.x.data, [1, 8, 8, 1]);
    expect(() => model.encode(larger, evaluation())).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: The encoder got shape [1, 8, 8, 1]. Expected [batch, 4, 4, 1].]`,
    );
  });

  it("have indices that the codebook has", () => {
    const model = createVqGan(options, createRng(1));
    expect(() => model.decodeIndices(tensor([5], [1, 1, 1], "int32"), evaluation())).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: VqGan got the index 5 at place 0. Expected whole numbers from 0 to 4.]`,
    );
    expect(() => model.decodeIndices(tensor([0, 0], [1, 2], "int32"), evaluation())).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: VqGan.decodeIndices got shape [1, 2]. Expected [batch, 1, 1].]`,
    );
  });
});

describe("vq-gan of finite scalars", () => {
  const finite = { ...options, quantizer: "finite-scalar", levels: [4, 3], start: 0 } as const;
  itIsAModel({ create: (rng) => createVqGan(finite, rng), batch: images });

  it("has as many codes as levels combine to, and decodes each", () => {
    const model = createVqGan(finite, createRng(1));
    expect([model.quantizer.codes, model.settings.codeShape]).toEqual([12, [1, 1, 2]]);
    expect(model.decodeIndices(tensor([11], [1, 1, 1], "int32"), evaluation()).shape).toEqual([1, 4, 4, 1]);
    expect(() => model.decodeIndices(tensor([12], [1, 1, 1], "int32"), evaluation())).toThrow("from 0 to 11");
  });
});

describe("the equivariance of a vq-gan", () => {
  itIsAModel({
    create: (rng) => createVqGan({ ...options, channels: [3], equivariance: 1, start: 0 }, rng),
    batch: images,
  });

  // codes are the data less a map of places: exact, and equivariant where the map is 0
  const make = (places: number[], equivariance: number) => {
    const map = () => tensor(places, [1, 2, 2, 1]);
    const quantizer = {
      codes: 2,
      forward: (x: Tensor) => ({
        quantized: x,
        indices: zeros(x.shape.slice(0, -1), "int32"),
        commitment: scalar(0),
        perplexity: scalar(1),
      }),
      lookup: (x: Tensor) => x,
    };
    const last = new Conv2d({ inputs: 1, outputs: 1, kernel: 1, bias: false }, createRng(1));
    last.weight.assign(ones([1, 1, 1, 1]));
    const networks = {
      encoder: layerOf((x) => sub(x, map())),
      quantizer,
      decoder: layerOf((z) => add(z, map())),
      last,
      discriminator: layerOf((y) => sum(y, [1, 2, 3])),
    };
    return new VqGan(networks, { codeShape: [2, 2, 1], start: 0, equivariance });
  };
  const x = () => createRng(4).normal([3, 2, 2, 1]);
  const termsOf = (model: VqGan) => numbers(model.autoencoderLosses({ x: x() }, training()));

  it("costs nothing where decoding is equivariant, and is of the data as the codes are moved", () => {
    expect(termsOf(make([0, 0, 0, 0], 1)).reconstruction).toBeCloseTo(0, 5);
    expect(termsOf(make([1, 2, 3, 4], 0)).reconstruction).toBeCloseTo(0, 5);
    // x + p − τ(x) − … = p − τ(p), whatever x
    const move = drawScaledTurns({ count: 3 }, training().rng);
    const places = tile(tensor([1, 2, 3, 4], [1, 2, 2, 1]), [3, 1, 1, 1]);
    const expected = sum(abs(sub(places, move(places)))).dataSync()[0]! / 3;
    expect(expected).toBeGreaterThan(1);
    expect(termsOf(make([1, 2, 3, 4], 1)).reconstruction).toBeCloseTo(expected, 4);
  });

  it("shows the discriminator what is moved, real and fake", () => {
    const move = drawScaledTurns({ count: 3 }, training().rng);
    const terms = numbers(make([1, 2, 3, 4], 1).discriminatorLosses({ x: x() }, training()));
    const places = tile(tensor([1, 2, 3, 4], [1, 2, 2, 1]), [3, 1, 1, 1]);
    const meanSum = (y: Tensor) => sum(y).dataSync()[0]! / 3;
    expect(terms.real).toBeCloseTo(meanSum(move(x())), 4);
    expect(terms.fake).toBeCloseTo(meanSum(add(places, move(sub(x(), places)))), 4);
  });
});

describe("vq-gan of images with odd sides", () => {
  const batch = {
    x: { data: Float32Array.from({ length: 70 }, (_, i) => (1 + Math.sin(i)) / 2), shape: [2, 5, 7, 1] },
  };
  itIsAModel({ create: (rng) => createVqGan({ ...options, shape: [5, 7, 1], start: 0 }, rng), batch });
});
