import "@tensorflow/tfjs-backend-cpu";
import { createRng, disposeModule, type Layer } from "@genlab/core";
import { conditionOf } from "@genlab/layers";
import { gaussian } from "@genlab/losses";
import { itIsAModel } from "@genlab/testing";
import { ConditionalVae, createConditionalVae, elbo, importanceWeighted } from "@genlab/vae";
import { setBackend, tensor } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import { always, context, numbers, shape, batch as unlabelled } from "./fixture.js";

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
