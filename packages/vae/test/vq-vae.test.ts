import "@tensorflow/tfjs-backend-cpu";
import { createContext, createRng, disposeModule } from "@genlab/core";
import { drawScaledTurns, type Quantizer, VectorQuantizer } from "@genlab/layers";
import { squaredErrorLikelihood } from "@genlab/losses";
import { adam } from "@genlab/optim";
import { expectGradientsToMatch, itIsAModel } from "@genlab/testing";
import { Trainer } from "@genlab/trainers";
import { createVqVae, VqVae } from "@genlab/vae";
import {
  add,
  cast,
  fill,
  greater,
  mean,
  mul,
  reshape,
  scalar,
  setBackend,
  squaredDifference,
  sub,
  sum,
  type Tensor,
  tensor,
  tidy,
  tile,
  zeros,
} from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import { batch, context, images, numbers, shape, through, values } from "./fixture.js";

beforeAll(async () => {
  await setBackend("cpu");
});

const codebookOf = ({ quantizer }: VqVae) => (quantizer as VectorQuantizer).codebook;

const dense = { shape, latent: 2, codes: 4, network: "dense", hidden: [5], places: 3 } as const;

describe("dense vq-vae", () => {
  itIsAModel({
    create: (rng) => createVqVae(dense, rng),
    batch,
    calls(model, { x }, context) {
      const indices = model.indices(x, context);
      return {
        indices: () => model.indices(x, context),
        decodeIndices: () => model.decodeIndices(indices, context),
      };
    },
  });
});

describe("indices and codes that a vq-vae does not have", () => {
  const model = () => createVqVae(dense, createRng(1));
  const decode = (shape: [number, ...number[]], index: number) => () =>
    tidy(() => void model().decodeIndices(fill(shape, index, "int32"), createContext({ rng: createRng(1) })));

  it("are refused, of whatever kind", () => {
    expect(decode([2, 3], 4)).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: VqVae got the index 4 at place 0. Expected whole numbers from 0 to 3.]`,
    );
    expect(decode([2, 3], -1)).toThrow("-1 at place 0");
    expect(decode([2, 2], 0)).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: VqVae got shape [2, 2]. Expected [batch, 3].]`,
    );
    const codes = (shape: number[]) => () =>
      tidy(() => void model().decode(zeros(shape), createContext({ rng: createRng(1) })));
    expect(codes([2, 5])).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: VqVae got shape [2, 5]. Expected [batch, 6].]`,
    );
    expect(codes([2, 2, 3])).toThrow("Expected [batch, 3, 2]");
  });

  it("nor are images that cannot be halved", () => {
    const options = { ...dense, shape: [6, 3, 1], network: "convolutional", channels: [2, 2] } as const;
    expect(() => createVqVae(options, createRng(1))).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: Images of shape [6, 3, 1] cannot be halved 2 times. Expected [height, width, channels] with height and width of at least 4: resize the images, use fewer channels, or a dense network.]`,
    );
  });
});

describe("convolutional vq-vae of images with odd sides", () => {
  itIsAModel({
    create: (rng) => createVqVae({ shape: [5, 7, 1], latent: 2, codes: 4, channels: [3] }, rng),
    batch: { x: { data: Float32Array.from({ length: 70 }, (_, i) => (1 + Math.sin(i)) / 2), shape: [2, 5, 7, 1] } },
  });
});

describe("convolutional vq-vae with restarts", () => {
  itIsAModel({
    create: (rng) => createVqVae({ shape, latent: 2, codes: 4, channels: [3], restartBelow: 0.1 }, rng),
    batch,
  });
});

describe("vq-vae of finite scalars", () => {
  const finite = { ...dense, quantizer: "finite-scalar", levels: [4, 3] } as const;
  itIsAModel({ create: (rng) => createVqVae(finite, rng), batch });

  it("has as many codes as levels combine to, and decodes each", () => {
    const model = createVqVae(finite, createRng(1));
    expect([model.quantizer.codes, model.prior.codes, model.settings.codeShape]).toEqual([12, 12, [3, 2]]);
    expect(model.encode(images(), context()).shape).toEqual([3, 6]);
    const indices = model.indices(images(), context());
    expect(numbers(model.decodeIndices(indices, context()))).toEqual(numbers(model.reconstruct(images(), context())));
    expect(() => model.decodeIndices(fill([1, 3], 12, "int32"), context())).toThrow("from 0 to 11");
  });

  it("learns, with nothing to commit to", async () => {
    const trainer = new Trainer(createVqVae(finite, createRng(1)), {
      optimizer: adam({ learningRate: 0.01 }),
      rng: createRng(2),
    });
    const terms = () => values(trainer.model.loss({ x: images() }, context()));
    const before = terms();
    for (let i = 0; i < 100; i++) for (const terms of (await trainer.update(batch)).values()) terms.dispose();
    expect(before.commitment).toBe(0);
    expect(terms().reconstruction!).toBeLessThan(0.5 * before.reconstruction!);
    disposeModule(trainer.state);
  });

  it("has levels", () => {
    expect(() => createVqVae({ ...finite, levels: [4, 1] }, createRng(1))).toThrow("`levels` of createVqVae is [4,1].");
    expect(() => createVqVae({ ...finite, levels: [] }, createRng(1))).toThrow(
      "`levels` of FiniteScalarQuantizer is []",
    );
  });
});

describe("the equivariance of a vq-vae", () => {
  itIsAModel({
    create: (rng) => createVqVae({ shape, latent: 2, codes: 4, channels: [3], equivariance: 0.5 }, rng),
    batch,
  });

  // codes are the data less a map of places: exact, and equivariant where the map is 0
  const make = (places: number[], equivariance: number) => {
    const map = () => tensor(places, [1, 2, 2, 1]);
    const quantizer: Quantizer = {
      codes: 2,
      forward: (x) => ({
        quantized: x,
        indices: cast(greater(reshape(x, x.shape.slice(0, -1)), 0), "int32"),
        commitment: scalar(0),
        perplexity: scalar(1),
      }),
      lookup: (x) => x,
    };
    const networks = {
      encoder: { forward: (x: Tensor) => sub(x, map()) },
      quantizer,
      decoder: { forward: (z: Tensor) => add(z, map()) },
      likelihood: squaredErrorLikelihood(),
    };
    return new VqVae(networks, { codeShape: [2, 2, 1], equivariance });
  };
  const x = () => createRng(4).normal([3, 2, 2, 1]);
  const training = () => createContext({ rng: createRng(7), training: true });
  const lossOf = (model: VqVae, x: Tensor, context = training()) => model.loss({ x }, context).total;
  const number = (x: Tensor) => x.dataSync()[0]!;

  it("costs nothing where decoding is equivariant, and else what moves otherwise, in training", () => {
    expect(number(lossOf(make([0, 0, 0, 0], 1), x()))).toBeCloseTo(0, 5);
    expect(number(lossOf(make([1, 2, 3, 4], 0), x()))).toBeCloseTo(0, 5);
    expect(number(lossOf(make([1, 2, 3, 4], 1), x(), context()))).toBeCloseTo(0, 5);
    // τ(x − p) + p − τ(x) = p − τ(p), whatever x
    const move = drawScaledTurns({ count: 3 }, training().rng);
    const places = tile(tensor([1, 2, 3, 4], [1, 2, 2, 1]), [3, 1, 1, 1]);
    const expected = number(sum(squaredDifference(places, move(places)))) / 3;
    expect(expected).toBeGreaterThan(1);
    expect(number(lossOf(make([1, 2, 3, 4], 1), x()))).toBeCloseTo(expected, 4);
  });

  it("has gradients as central differences say", () => {
    // the squared error of τ(E) + W p − τ(x) for an encoder and a decoder with weights
    const lossAt = (scale: Tensor, shift: Tensor, x: Tensor) => {
      const model = make([1, 2, 3, 4], 1);
      const networks = {
        encoder: { forward: (x: Tensor) => mul(scale, x) },
        quantizer: model.quantizer,
        decoder: { forward: (z: Tensor) => add(z, mul(shift, tensor([1, 2, 3, 4], [1, 2, 2, 1]))) },
        likelihood: squaredErrorLikelihood(),
      };
      return lossOf(new VqVae(networks, { codeShape: [2, 2, 1], equivariance: 0.5 }), x);
    };
    expectGradientsToMatch((scale, shift, x) => lossAt(scale!, shift!, x!), [scalar(0.7), scalar(-0.4), x()]);
  });

  it("leaves the prior to data that nothing moved", () => {
    // of the first place alone, which a quarter turn takes away
    const model = make([0, 0, 0, 0], 1);
    const corner = tile(tensor([1, -1, -1, -1], [1, 2, 2, 1]), [8, 1, 1, 1]);
    for (let step = 0; step < 100; step++) tidy(() => void lossOf(model, corner));
    const density = Math.exp(number(model.prior.logDensity(tensor([1, 0, 0, 0], [1, 2, 2], "int32"))));
    expect(density).toBeGreaterThan(0.9);
  });

  it("needs codes on a map", () => {
    expect(() => createVqVae({ ...dense, equivariance: 0.5 }, createRng(1))).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: \`equivariance\` of VqVae is 0.5, and its codes are of shape [3, 2]. Expected those of a map, [height, width, features], as convolutional networks give them, or 0.]`,
    );
  });
});

describe("the objective of a vq-vae", () => {
  const make = () => {
    const quantizer = new VectorQuantizer({ codes: 2, features: 2, commitment: 0.5, decay: 0.75 }, createRng(1));
    quantizer.codebook.assign(
      tensor([
        [0, 0],
        [4, 4],
      ]),
    );
    const networks = { encoder: through, quantizer, decoder: through, likelihood: squaredErrorLikelihood() };
    return new VqVae(networks, { codeShape: [1, 2] });
  };
  const x = () => tensor([[[1, 0]], [[4, 6]]]); // nearest: the first code, at distance 1, and the second, at distance 2

  it("is the error of the nearest codes and the commitment to them", () => {
    // squares 1 and 4: a mean of 2.5, and half of it for the commitment; two codes in equal use
    const terms = values(make().loss({ x: x() }, context()));
    expect(terms).toMatchObject({ total: 3.75, reconstruction: 2.5, commitment: 1.25 });
    expect(terms.perplexity).toBeCloseTo(2, 5);
  });

  it("moves the codebook towards the vectors that chose a code, in training alone", () => {
    const model = make();
    model.loss({ x: x() }, context());
    expect(numbers(codebookOf(model))).toEqual([0, 0, 4, 4]);
    model.loss({ x: x() }, createContext({ rng: createRng(1), training: true }));
    // counts of 1 and 1 stay at ¾ + ¼; each code goes a quarter of the way
    expect(numbers(codebookOf(model))).toEqual([0.25, 0, 4, 4.5]);
  });

  it("has codes and indices that decode to the same", () => {
    const model = make();
    expect(numbers(model.encode(x(), context()))).toEqual([0, 0, 4, 4]);
    expect(numbers(model.indices(x(), context()))).toEqual([0, 1]);
    expect(numbers(model.decodeIndices(tensor([[1], [0]], [2, 1], "int32"), context()))).toEqual([4, 4, 0, 0]);
    expect(numbers(model.score(x(), context()))).toEqual([1, 4]);
  });

  it("has log-weights of the reconstruction and of the prior of the codes", () => {
    // a prior that has seen nothing is even
    const weights = make().logWeights(x(), 2, context());
    expect(weights.shape).toEqual([2, 2]);
    for (const [i, weight] of numbers(weights).entries()) expect(weight).toBeCloseTo([-1, -4][i % 2]! - Math.LN2, 5);
  });
});

describe("samples of a vq-vae", () => {
  it("are decoded from codes like those of the batches, once there were any", () => {
    const quantizer = new VectorQuantizer({ codes: 2, features: 1 }, createRng(1));
    quantizer.codebook.assign(tensor([[0], [4]]));
    const networks = { encoder: through, quantizer, decoder: through, likelihood: squaredErrorLikelihood() };
    const model = new VqVae(networks, { codeShape: [2, 1], priorComponents: 8 });
    // both places have the first code, or both the second: never one of each
    const x = tensor([
      [[0], [0]],
      [[4], [4]],
    ]);
    const training = createContext({ rng: createRng(1), training: true });
    for (let step = 0; step < 300; step++) model.loss({ x }, training);
    const samples = numbers(model.sample(200, context()));
    const sums = Array.from({ length: 200 }, (_, i) => Math.round((samples[2 * i]! + samples[2 * i + 1]!) / 4));
    expect(sums.filter((sum) => sum === 1).length).toBeLessThan(20);
    for (const both of [0, 2]) expect(sums.filter((sum) => sum === both).length).toBeGreaterThan(60);
  });
});

describe("training a vq-vae", () => {
  it("moves the codebook and lowers the error", async () => {
    const trainer = new Trainer(createVqVae(dense, createRng(1)), {
      optimizer: adam({ learningRate: 0.01 }),
      rng: createRng(2),
    });
    const error = () => values(trainer.model.loss({ x: images() }, context())).reconstruction!;
    const [before, codebook] = [error(), numbers(codebookOf(trainer.model))];
    for (let i = 0; i < 100; i++) for (const terms of (await trainer.update(batch)).values()) terms.dispose();
    expect(error()).toBeLessThan(0.5 * before);
    expect(numbers(codebookOf(trainer.model))).not.toEqual(codebook);
    disposeModule(trainer.state);
  });
});

describe("a vq-vae of mostly black images", () => {
  // a bar of two pixels in one of six rows
  const bars = Float32Array.from({ length: 6 * 64 }, (_, i) => {
    const [image, pixel] = [Math.floor(i / 64), i % 64];
    return pixel >> 3 === 1 + image && (pixel & 7) >= 3 && (pixel & 7) <= 4 ? 1 : 0;
  });
  const batch = { x: { data: bars, shape: [6, 8, 8, 1] } };

  it("tells them apart, rather than to stay black", async () => {
    const options = { shape: [8, 8, 1], codes: 32, latent: 4, places: 4, network: "dense", hidden: [32] } as const;
    const model = createVqVae(options, createRng(1));
    model.startAtMean(bars.reduce((sum, value) => sum + value) / bars.length);
    const trainer = new Trainer(model, { optimizer: adam({ learningRate: 0.03 }), rng: createRng(2) });
    for (let i = 0; i < 80; i++) for (const terms of (await trainer.update(batch)).values()) terms.dispose();
    const x = tensor(bars, [6, 8, 8, 1]);
    const ofMeanImage = tidy(() => sum(squaredDifference(x, mean(x, 0))).dataSync()[0]! / 6);
    expect(tidy(() => mean(model.score(x, context())).dataSync()[0])).toBeLessThan(ofMeanImage);
    disposeModule(trainer.state);
  });

  it("starts with the first batch's vectors for codes", () => {
    const model = createVqVae({ shape: [8, 8, 1], codes: 8, channels: [4] }, createRng(1));
    const x = tensor(bars, [6, 8, 8, 1]);
    const used = () => values(model.loss({ x }, context())).perplexity!;
    const before = used();
    tidy(() => void model.loss({ x }, createContext({ rng: createRng(2), training: true })));
    expect(before).toBeLessThan(2);
    expect(used()).toBeGreaterThan(3);
  });
});
