import "@tensorflow/tfjs-backend-cpu";
import { type Context, createContext, createRng, type Layer, loadValues } from "@genlab/core";
import {
  appendCondition,
  ConditionalBatchNorm,
  Embedding,
  Film,
  oneHotOf,
  Sequential,
  softplus,
  upBlock,
  withCondition,
} from "@genlab/layers";
import { expectGradientsToMatch, itIsALayer } from "@genlab/testing";
import { setBackend, type Tensor, tensor, tensor1d, tensor2d } from "@tensorflow/tfjs-core";
import { describe, expect, it } from "vitest";
import { expectClose, tensorsOf } from "./fixture.js";

await setBackend("cpu");

/** A conditional layer with the condition that a batch of two gets from an embedding. */
class Conditioned implements Layer {
  readonly layer: Layer;
  readonly embedding: Embedding;

  constructor(layer: Layer, embedding: Embedding) {
    this.layer = layer;
    this.embedding = embedding;
  }

  forward(x: Tensor, context: Context): Tensor {
    return this.layer.forward(x, withCondition(context, this.embedding.forward(tensor1d([2, 0], "int32"))));
  }
}

const embedding = (rng: ReturnType<typeof createRng>) => new Embedding({ count: 3, features: 2 }, rng);
const context = createContext({ rng: createRng(1) });

describe("Film", () => {
  const values = {
    "scale.weight": { shape: [2, 1], values: [1, 2] },
    "scale.bias": { shape: [1], values: [0.5] },
    "shift.weight": { shape: [2, 1], values: [10, 20] },
    "shift.bias": { shape: [1], values: [5] },
  };

  it("scales and shifts every place by its example's condition", () => {
    const layer = new Film({ channels: 1, condition: 2 }, createRng(1));
    loadValues(layer, tensorsOf(values));
    // by hand: for c = (1, 0) 2.5 x + 15, for c = (0, -1) -0.5 x - 15
    const y = layer.forward(tensor([1, 2, 3, 4], [2, 2, 1]), withCondition(context, tensor2d([1, 0, 0, -1], [2, 2])));
    expectClose(y, { shape: [2, 2, 1], values: [17.5, 20, -16.5, -17] });
  });

  describe("an image", () =>
    itIsALayer({
      create: (rng) => new Conditioned(new Film({ channels: 3, condition: 2 }, rng), embedding(rng)),
      inputShape: [2, 1, 2, 3],
      outputShape: [2, 1, 2, 3],
    }));

  it("has a gradient by its condition", () => {
    const layer = new Film({ channels: 2, condition: 3 }, createRng(1));
    const [x, condition] = [createRng(2).normal([2, 3, 2]), createRng(3).normal([2, 3])];
    const f = (given: Tensor) => layer.forward(x, withCondition(context, given));
    expectGradientsToMatch(f, [condition], { order: 2 });
  });

  it("asks for a condition", () => {
    const layer = new Film({ channels: 1, condition: 1 }, createRng(1));
    expect(() => layer.forward(tensor2d([[1]]), context)).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: A conditional layer met a context without condition. Pass \`withCondition(context, condition)\`.]`,
    );
  });
});

describe("ConditionalBatchNorm", () => {
  describe("an image", () =>
    itIsALayer({
      create: (rng) => new Conditioned(new ConditionalBatchNorm({ channels: 2, condition: 2 }, rng), embedding(rng)),
      inputShape: [2, 2, 3, 2],
      outputShape: [2, 2, 3, 2],
      trainingDiffers: true,
      order: 1, // both parts are checked to the second by themselves
    }));

  it("normalizes first", () => {
    const layer = new ConditionalBatchNorm({ channels: 1, condition: 1, decay: 0.5 }, createRng(1));
    layer.film.scale.weight.assign(tensor2d([[2]]));
    layer.film.shift.weight.assign(tensor2d([[1]]));
    const training = withCondition(createContext({ rng: createRng(1), training: true }), tensor2d([[1], [0]]));
    // by hand: x becomes (-1, 1), then 3 x + 1 for the first example and x for the second
    expectClose(layer.forward(tensor2d([[3], [7]]), training), { shape: [2, 1], values: [-2, 1] });
    expectClose(layer.norm.runningMean, { shape: [1], values: [2.5] });
  });
});

describe("a residual block with conditional norms", () =>
  itIsALayer({
    create: (rng) => {
      const norm = (channels: number) => new ConditionalBatchNorm({ channels, condition: 2 }, rng);
      return new Conditioned(
        new Sequential([upBlock({ inputs: 1, outputs: 2, norm, activation: softplus }, rng)]),
        embedding(rng),
      );
    },
    inputShape: [2, 2, 2, 1],
    outputShape: [2, 4, 4, 2],
    trainingDiffers: true,
    order: 1,
  }));

describe("Embedding", () => {
  it("looks rows up", () => {
    const layer = new Embedding({ count: 3, features: 2 }, createRng(1));
    layer.weight.assign(tensor2d([0, 1, 10, 11, 20, 21], [3, 2]));
    const y = layer.forward(tensor([2, 0, 1, 1], [2, 2], "int32"));
    expectClose(y, { shape: [2, 2, 2], values: [20, 21, 0, 1, 10, 11, 10, 11] });
  });

  describe("indices", () =>
    itIsALayer({
      create: embedding,
      input: () => tensor1d([1, 2, 0, 1, 1], "int32"),
      anyChannels: true,
      inputShape: [5],
      outputShape: [5, 2],
    }));
});

describe("appendCondition", () => {
  const given = withCondition(context, tensor2d([[0, 5]]));

  it("stands beside the features", () => {
    expect(Array.from(appendCondition.forward(tensor2d([[1, 2]]), given).dataSync())).toEqual([1, 2, 0, 5]);
  });

  it("stands beside the channels of every place", () => {
    const y = appendCondition.forward(tensor([1, 2, 3, 4], [1, 2, 2, 1]), given);
    expect(y.shape).toEqual([1, 2, 2, 3]);
    expect(Array.from(y.dataSync())).toEqual([1, 0, 5, 2, 0, 5, 3, 0, 5, 4, 0, 5]);
  });
});

describe("oneHotOf", () => {
  it.each([
    [3, [2, 0], [0, 0, 1, 1, 0, 0]],
    [1, [0, 0], [1, 1]],
  ])("gives rows of %d", (count, indices, expected) => {
    const rows = oneHotOf(tensor1d(indices, "int32"), count);
    expect([rows.dtype, rows.shape]).toEqual(["float32", [indices.length, count]]);
    expect(Array.from(rows.dataSync())).toEqual(expected);
  });
});
