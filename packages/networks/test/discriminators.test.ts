import "@tensorflow/tfjs-backend-cpu";
import { createContext, createRng, type Layer, namedVariables, type Rng } from "@genlab/core";
import { withCondition } from "@genlab/layers";
import {
  adversarialNetworks,
  dcganDiscriminator,
  mlpDiscriminator,
  ProjectionHead,
  residualDiscriminator,
} from "@genlab/networks";
import { itIsALayer } from "@genlab/testing";
import { setBackend, tanh, tensor, zeros } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";

beforeAll(async () => {
  await setBackend("cpu");
});

describe("mlp discriminator of points", () => {
  const options = { shape: [3], hidden: [4], activation: tanh, outputs: 2 };
  itIsALayer({ create: (rng) => mlpDiscriminator(options, rng), inputShape: [2, 3], outputShape: [2, 2] });
});

describe("mlp discriminator of images with maxout", () => {
  const options = { shape: [2, 2, 1], hidden: [3, 2], pieces: 2 };
  itIsALayer({ create: (rng) => mlpDiscriminator(options, rng), inputShape: [2, 2, 2, 1], outputShape: [2, 1] });
});

describe("dcgan discriminator with spectral norm", () => {
  const options = { shape: [4, 8, 1], channels: [2, 2], activation: tanh, spectralNorm: true };
  const create = (rng: Rng) => dcganDiscriminator(options, rng);
  const input = (rng: Rng) => rng.uniform([2, 4, 8, 1]);
  itIsALayer({
    create,
    input,
    inputShape: [2, 4, 8, 1],
    outputShape: [2, 1],
    constantInTraining: true,
    order: 1,
    trainingDiffers: false,
  });
});

describe("residual discriminator", () => {
  const options = { shape: [4, 4, 1], channels: [2, 3], attention: true, spectralNorm: false, activation: tanh };
  const create = (rng: Rng) => residualDiscriminator(options, rng);
  itIsALayer({ create, inputShape: [2, 4, 4, 1], outputShape: [2, 1], order: 1 });

  it("has every weight but the gain of attention under spectral norm, and so the generator where it is asked", () => {
    const networks = adversarialNetworks(
      { shape: [4, 4, 1], latent: 2, channels: [2], network: "residual", attention: true, generatorSpectralNorm: true },
      createRng(1),
    );
    for (const network of [networks.discriminator, networks.generator]) {
      const weights = [...namedVariables(network).keys()].filter((path) => path.endsWith("weight"));
      expect(weights.length).toBeGreaterThan(4);
      expect(weights.filter((path) => !path.endsWith("layer.weight"))).toEqual([]);
    }
  });
});

describe("projection head", () => {
  const context = (rng = createRng(1)) =>
    withCondition(
      createContext({ rng }),
      tensor([
        [0, 1],
        [1, 0],
      ]),
    );

  it("adds the product of the features and the condition's embedding", () => {
    const head = new ProjectionHead({ inputs: 2, condition: 2 }, createRng(1));
    const variables = namedVariables(head);
    variables.get("output.weight")!.assign(tensor([[1], [10]]));
    variables.get("output.bias")!.assign(tensor([0.5]));
    variables.get("embedding.weight")!.assign(
      tensor([
        [2, 3],
        [4, 5],
      ]),
    );
    // by hand: 1 + 20 + 0.5 + (4, 5) · (1, 2), and 3 + 40 + 0.5 + (2, 3) · (3, 4)
    expect([
      ...head
        .forward(
          tensor([
            [1, 2],
            [3, 4],
          ]),
          context(),
        )
        .dataSync(),
    ]).toEqual([35.5, 61.5]);
  });

  it("ends a conditional discriminator", () => {
    const judges: Layer[] = [
      mlpDiscriminator({ shape: [4, 4, 1], hidden: [3], condition: 2 }, createRng(1)),
      dcganDiscriminator({ shape: [4, 4, 1], channels: [3], condition: 2 }, createRng(1)),
      residualDiscriminator({ shape: [4, 4, 1], channels: [3], condition: 2 }, createRng(1)),
    ];
    for (const judge of judges) {
      const [first, second] = judge.forward(zeros([2, 4, 4, 1]), context()).dataSync();
      expect(first).not.toBe(second);
    }
  });
});

describe("bad discriminators", () => {
  it("are refused", () => {
    const rng = createRng(1);
    expect(() =>
      mlpDiscriminator({ shape: [2], hidden: [2], pieces: 2, spectralNorm: true }, rng),
    ).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: mlpDiscriminator has spectral norm and maxout of 2 pieces. Choose one of the two.]`,
    );
    expect(() =>
      mlpDiscriminator({ shape: [2], hidden: [2], outputs: 3, condition: 2 }, rng),
    ).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: A discriminator with a condition of size 2 has 3 outputs. Project on the condition or classify, not both.]`,
    );
    expect(() => residualDiscriminator({ shape: [4, 4, 1], channels: [] }, rng)).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: \`channels\` of residualDiscriminator is []. Give one for each block.]`,
    );
  });
});

describe("adversarial networks", () => {
  const context = createContext({ rng: createRng(1), training: true });
  const paths = (options: Parameters<typeof adversarialNetworks>[0]) =>
    [...namedVariables(adversarialNetworks(options, createRng(1)).discriminator).keys()].join(" ");

  it.each([
    ["points", { shape: [2] }],
    ["images that can be halved", { shape: [28, 28, 1] }],
    ["images that cannot", { shape: [5, 7, 3] }],
    ["residual networks", { shape: [8, 8, 3], network: "residual", attention: true }],
    ["layers of maxout", { shape: [2], pieces: 3, hidden: [4, 4], discriminatorHidden: [5] }],
    ["packs", { shape: [8, 8, 3], pack: 2, judgement: { outputs: 3 } }],
  ] as const)("fit %s", (_, options) => {
    const { shape, pack = 1, judgement = { outputs: 1 } } = { pack: 1, judgement: { outputs: 1 }, ...options };
    const small = { latent: 3, hidden: [4], channels: [3, 4], ...options };
    const { generator, discriminator } = adversarialNetworks(small, createRng(1));
    const fake = generator.forward(zeros([2, 3]), context);
    expect(fake.shape).toEqual([2, ...shape]);
    const packed = zeros([2, ...shape.slice(0, -1), shape.at(-1)! * pack]);
    expect(discriminator.forward(packed, context).shape).toEqual([2, judgement.outputs]);
  });

  it("have the norm that is asked for", () => {
    const options = { shape: [8, 8, 1], latent: 2, channels: [2, 3] };
    expect(paths(options)).toContain("runningMean");
    expect(paths({ ...options, discriminatorNorm: "layer" })).toMatch(/^(?!.*runningMean).*scale/);
    expect(paths({ ...options, discriminatorNorm: "none" })).not.toMatch(/scale/);
    expect(paths({ ...options, spectralNorm: true })).toMatch(/^(?!.*scale).*left/);
    const { generator } = adversarialNetworks({ ...options, batchNorm: false }, createRng(1));
    expect([...namedVariables(generator).keys()].join(" ")).not.toContain("runningMean");
  });
});
