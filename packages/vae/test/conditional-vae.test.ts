import "@tensorflow/tfjs-backend-cpu";
import { createRng, disposeModule, type Layer } from "@genlab/core";
import { conditionOf } from "@genlab/layers";
import { gaussian } from "@genlab/losses";
import { itIsAModel } from "@genlab/testing";
import { ConditionalVae, createConditionalVae, elbo, importanceWeighted } from "@genlab/vae";
import { add, fill, mul, ones, setBackend, slice, type Tensor, tensor, tensor1d, tidy } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import { always, context, images, meanOf, numbers, shape, batch as unlabelled } from "./fixture.js";

beforeAll(async () => {
  await setBackend("cpu");
});

const batch = { ...unlabelled, y: { data: Int32Array.of(2, 0, 1), shape: [3] } };
const options = { shape, latent: 2, classes: 3 };

describe("dense conditional vae", () => {
  itIsAModel({
    create: (rng) =>
      createConditionalVae({ ...options, network: "dense", hidden: [5], objective: elbo({ beta: 2 }) }, rng),
    batch,
    calls(model, { x, y }, context) {
      const z = ones([3, 2]);
      return {
        encodeClasses: () => model.encodeClasses(x, y!, context),
        decodeClasses: () => model.decodeClasses(z, y!, context),
      };
    },
  });
});

describe("classes that a conditional vae does not have", () => {
  const call = (of: (model: ConditionalVae, y: Tensor) => unknown, labels: number[]) => () => {
    const model = createConditionalVae({ ...options, network: "dense", hidden: [5] }, createRng(1));
    tidy(() => void of(model, tensor1d(labels, "int32")));
    disposeModule(model);
  };

  it("are refused wherever one is given", () => {
    const encoded = (model: ConditionalVae, y: Tensor) => model.encodeClasses(images(), y, context());
    expect(call(encoded, [0, 1, 3])).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: The label 3 at place 2 is none of the 3 classes, 0 to 2. Ask for one of these, or make the model with as many as the data have.]`,
    );
    expect(call((model, y) => model.decodeClasses(ones([1, 2]), y, context()), [-1])).toThrow(
      "The label -1 at place 0",
    );
    expect(call((model, y) => model.sampleClasses(y, context()), [3])).toThrow("The label 3 at place 0");
    expect(call((model, y) => model.loss({ x: images(), y }, context()), [0, 1, 3])).toThrow("The label 3 at place 2");
  });

  it("are refused where there is not one an example", () => {
    const encoded = (model: ConditionalVae, y: Tensor) => model.encodeClasses(images(), y, context());
    expect(call(encoded, [0])).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: ConditionalVae's classes got shape [1]. Expected [3].]`,
    );
    expect(call((model, y) => model.decodeClasses(ones([2, 2]), y, context()), [0, 1, 2])).toThrow("Expected [2]");
  });
});

describe("importance-weighted conditional vae", () => {
  itIsAModel({
    create: (rng) =>
      createConditionalVae(
        { ...options, network: "dense", hidden: [5], objective: importanceWeighted({ samples: 2 }) },
        rng,
      ),
    batch,
  });
});

describe("convolutional conditional vae", () => {
  itIsAModel({ create: (rng) => createConditionalVae({ ...options, channels: [2, 3] }, rng), batch });
});

describe("the classes of a conditional vae", () => {
  /** Gives what it is conditioned on. */
  const decoder: Layer = { forward: (_, given) => conditionOf(given) };
  const model = new ConditionalVae(
    { encoder: always([0, 0]), decoder, likelihood: gaussian() },
    { latent: 1, classes: 3 },
  );

  it("reach the decoder as rows of an identity matrix", () => {
    expect(numbers(model.sampleClasses(tensor([2, 0], [2], "int32"), context()))).toEqual([0, 0, 1, 1, 0, 0]);
    expect(numbers(model.decodeClasses(tensor([[7]]), tensor([1], [1], "int32"), context()))).toEqual([0, 1, 0]);
  });

  it("are drawn evenly where none are asked for", () => {
    const drawn = numbers(model.sample(3000, context()));
    for (const label of [0, 1, 2]) {
      const share = drawn.filter((on, i) => i % 3 === label && on === 1).length / 3000;
      expect(Math.abs(share - 1 / 3)).toBeLessThan(4 * Math.sqrt(2 / 9 / 3000));
    }
  });

  it("are summed over in the score, by hand", () => {
    // KL 0; squared distances of 0 and 2 from the row of the own class and of the two others
    const score = numbers(model.score(tensor([[0, 1, 0]]), context()));
    const expected = 1.5 * Math.log(2 * Math.PI) + Math.log(3) - Math.log(1 + 2 * Math.exp(-1));
    expect(score).toEqual([expect.closeTo(expected, 5)]);
  });

  it("are summed over in the log-weights, by hand", () => {
    // q = p(z): the weights are the likelihoods
    const weights = numbers(model.logWeights(tensor([[0, 1, 0]]), 2, context()));
    const expected = -1.5 * Math.log(2 * Math.PI) - Math.log(3) + Math.log(1 + 2 * Math.exp(-1));
    expect(weights).toEqual([expect.closeTo(expected, 5), expect.closeTo(expected, 5)]);
  });

  it("have a bound on their likelihood in the score", () => {
    // p(x|y) = N(x; 3 y, 2), as the decoder gives z + 3 y; the posterior is far off, so that a draw's weights vary
    const shifted: Layer = { forward: (z, given) => add(z, mul(3, slice(conditionOf(given), [0, 1], [-1, 1]))) };
    const off = new ConditionalVae(
      { encoder: always([-1, Math.log(4)]), decoder: shifted, likelihood: gaussian() },
      { latent: 1, classes: 2 },
    );
    const density = (x: number) => Math.exp(-(x ** 2) / 4) / Math.sqrt(4 * Math.PI);
    const expected = -Math.log((density(1) + density(1 - 3)) / 2);
    const drawn = numbers(off.score(fill([20_000, 1], 1), context()));
    expect(meanOf(drawn)).toBeGreaterThan(expected);
    // and the weights behind it are right: their mean is the density
    const weights = drawn.map((score) => Math.exp(-score));
    expect(-Math.log(meanOf(weights))).toBeCloseTo(expected, 1);
  });

  it("change what the model encodes and draws", () => {
    const made = createConditionalVae({ ...options, network: "dense", hidden: [5] }, createRng(1));
    const [first, second] = [0, 1].map((label) =>
      numbers(made.sampleClasses(tensor([label], [1], "int32"), context())),
    );
    expect(first).not.toEqual(second);
    const x = tensor(unlabelled.x.data.slice(0, 16), [1, ...shape]);
    const codes = [0, 1].map((label) => numbers(made.encodeClasses(x, tensor([label], [1], "int32"), context())));
    expect(codes[0]).not.toEqual(codes[1]);
    disposeModule(made);
  });

  it("must be in the batch", () => {
    expect(() => model.loss({ x: tensor([[0]]) }, context())).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: ConditionalVae got a batch without labels. Give class indices [batch] as \`y\`.]`,
    );
  });
});
