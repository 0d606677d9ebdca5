import "@tensorflow/tfjs-backend-cpu";
import { canDecode, createContext, createRng, dataRangesOf, namedVariables, parameter } from "@genlab/core";
import { Optimizer } from "@genlab/optim";
import { Trainer } from "@genlab/trainers";
import {
  createModel,
  createOptimizer,
  createOptimizers,
  createSchedule,
  type ModelConfiguration,
  models,
  nearest,
} from "@genlab/zoo";
import { fill, ones, scalar, setBackend, type Tensor, tidy, zeros } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import { shape } from "./tiny.js";

beforeAll(async () => {
  await setBackend("cpu");
});

const small = { latent: 2, hidden: [5], channels: [2, 3] };
describe("models from configuration", () => {
  const create = (configuration: object) =>
    createModel(configuration as ModelConfiguration, { shape, rng: createRng(1) });
  const known = Object.keys(models).sort().join(", ");

  it("take every setting from JSON", () => {
    const configuration: ModelConfiguration = {
      type: "vae",
      ...small,
      network: "dense",
      activation: "leaky-relu",
      likelihood: "learned-gaussian",
      variance: 0.1,
      beta: { type: "linear", from: 0, to: 1, steps: 10 },
      freeBits: 0.5,
    };
    const variables = namedVariables(create(JSON.parse(JSON.stringify(configuration))));
    expect(variables.get("likelihood.logVariance")!.dataSync()[0]).toBeCloseTo(Math.log(0.1), 5);
  });

  it("refuse an unknown type, and list those that are known", () => {
    expect(() => create({ type: "va" })).toThrow(`Unknown model type "va". Did you mean "vae"? Known types: ${known}.`);
    expect(() => create({ type: "toString" })).toThrow(`Unknown model type "toString". Known types: ${known}.`);
  });

  it.each([
    [{ type: "vae", laten: 2 }],
    [{ type: "vae", latent: -2 }],
    [{ type: "vae", latent: "2" }],
    [{ type: "vae", hidden: 400 }],
    [{ type: "vae", network: "conv" }],
    [{ type: "vae", freeBits: -1 }],
    [{ type: "vae", beta: { type: "linear", from: 0, to: 1 } }],
    [{ type: "vae", beta: { type: "linaer", from: 0, to: 1, steps: 3 } }],
    [{ type: "vq-gan", network: "dense" }],
    [{ type: "gan", classes: 2.5 }],
    [{ type: "gan", game: "relativistic-average", labelSmoothing: 0.1 }],
    [{ type: "staged-autoencoder-gan", pretrainingSteps: 0.5 }],
    [{ type: "soft-intro-vae", negativeBeta: -1 }],
    [{ type: "denoising-autoencoder", corruption: "masking", level: 2 }],
    [{ type: "vae", variance: 0.1 }],
    [{ type: "autoencoder", variance: 0.1 }],
  ])("refuse %j", (configuration) => {
    expect(() => create(configuration)).toThrowErrorMatchingSnapshot();
  });

  it.each([[{ latent: 2 }], ["vae"], [null]])("refuse %j, and list the types that are known", (configuration) => {
    expect(() => create(configuration as object)).toThrow(
      `The model is ${JSON.stringify(configuration)}. Expected an object with its type, such as { "type": "autoencoder" }. Known types: ${known}.`,
    );
  });
});

it("a β-TC-VAE counts the examples that it is trained on", () => {
  const informationOf = (examples: number) => {
    const configuration = { type: "beta-tc-vae", ...small, network: "dense" } as const;
    const model = createModel(configuration, { shape, examples, rng: createRng(1) });
    return tidy(() => {
      const [phase] = model.phases();
      const losses = phase!.loss({ x: ones([3, ...shape]) }, createContext({ rng: createRng(2) }));
      return losses.mutualInformation!.dataSync()[0]!;
    });
  };
  // posteriors are one and the same, so that only the constant is left: log N
  expect(informationOf(3)).toBeCloseTo(Math.log(3), 4);
  expect(informationOf(1000)).toBeCloseTo(Math.log(1000), 4);
});

it("a setting that is null is no default, and JSON has no other numbers", () => {
  const made = (latent: unknown) => () =>
    createModel({ type: "vae", latent } as never, { shape: [2], rng: createRng(1) });
  expect(made(null)).toThrowErrorMatchingInlineSnapshot(
    `[GenlabError: \`latent\` of model "vae" is null. Expected a whole number from 1.]`,
  );
  expect(made(2n)).toThrowErrorMatchingInlineSnapshot(
    `[GenlabError: \`latent\` of model "vae" is 2n. Expected a whole number from 1.]`,
  );
});

describe("createModel refuses", () => {
  const of = (context: object) => () => createModel({ type: "vae" }, context as never);
  const rng = createRng(1);

  it.each([
    [[28, 28]],
    [[0]],
    [[]],
    [["8", "8", "1"]],
    [[8.5, 8, 1]],
    [[16, 8, 8, 1]],
    [[3, 32, 32]],
    ["8x8"],
    [undefined],
  ])("examples of the shape %j", (shape) => {
    expect(of({ shape, rng })).toThrowErrorMatchingSnapshot();
  });

  it("a context that is none", () => {
    expect(of({ shape, rng, seed: 1 })).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: createModel has no option "seed". Known options: examples, rng, shape.]`,
    );
    expect(of({ shape })).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: \`rng\` of createModel is undefined. Give createRng(seed), or a fork of one.]`,
    );
    expect(of({ shape, rng, examples: 0.5 })).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: \`examples\` of createModel is 0.5. Expected a whole number from 1.]`,
    );
    expect(() => createModel({ type: "vae" }, undefined as never)).toThrow("The shape of an example is undefined.");
  });
});

describe("a model's likelihood", () => {
  it("may be one of values from 0 to 1 for features, which says so to who has the data", () => {
    const rangesOf = (likelihood: "bernoulli" | "gaussian", shape: readonly number[]) =>
      dataRangesOf(createModel({ type: "vae", ...small, likelihood }, { shape, rng: createRng(1) }));
    expect(rangesOf("bernoulli", [2])).toMatchObject([{ of: "bernoulli", least: 0, most: 1 }]);
    expect(rangesOf("bernoulli", [4, 4, 1])).toMatchObject([{ of: "bernoulli", least: 0, most: 1 }]);
    expect(rangesOf("gaussian", [2])).toEqual([]);
  });

  // an output of 3 is a pixel of σ(3) and a coordinate of 3
  it.each([
    ["vae", [4, 4, 1], 1 / (1 + Math.exp(-3))],
    ["vae", [2], 3],
    ["autoencoder", [4, 4, 1], 1 / (1 + Math.exp(-3))],
    ["autoencoder", [2], 3],
  ] as const)("of %s for examples of shape %j makes of an output of 3 %d", (type, shape, expected) => {
    const model = createModel({ type, ...small, network: "dense" }, { shape, rng: createRng(1) });
    for (const [path, variable] of namedVariables(model)) {
      if (path.startsWith("decoder")) variable.assign(fill(variable.shape, path.endsWith("bias") ? 3 : 0));
    }
    const decoded = tidy(() => canDecode(model) && model.decode(zeros([1, 2]), createContext({ rng: createRng(2) })));
    expect((decoded as Tensor).dataSync()[0]).toBeCloseTo(expected, 5);
  });

  it("learns the variance of points, and has none to learn for images", () => {
    const variance = (shape: readonly number[]) =>
      namedVariables(createModel({ type: "vae", ...small }, { shape, rng: createRng(1) })).has(
        "likelihood.logVariance",
      );
    expect([variance([2]), variance([4, 4, 1])]).toEqual([true, false]);
  });
});

describe("optimizers from configuration", () => {
  // the first update of Adam is the learning rate whatever the gradient, that of SGD is learningRate × gradient
  const firstUpdate = (configuration: Parameters<typeof createOptimizer>[0], gradient: number) => {
    const weight = parameter(() => scalar(0));
    const optimizer = new Optimizer(createOptimizer(configuration), new Map([["weight", weight]]));
    optimizer.apply(new Map([["weight", scalar(gradient)]]), createContext({ rng: createRng(1) }));
    return weight.dataSync()[0]!;
  };

  it("refuse what is none, by the phase that it is of", () => {
    const refused = (configuration: unknown) => expect(() => createOptimizers(configuration as never));
    refused(1e-3).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: The optimizer is 0.001. Expected an object with its type, such as { "type": "adam" }. Known types: adam, adamw, rmsprop, sgd.]`,
    );
    refused(null).toThrow("The optimizer is null.");
    refused({ generator: { type: "adam", learningrate: 1 } }).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: Phase "generator": Unknown setting "learningrate" of optimizer "adam". Did you mean "learningRate"? Known settings: beta1, beta2, clipNorm, clipValue, clipWeights, epsilon, learningRate.]`,
    );
    refused({ generator: { learningRate: 1 } }).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: Phase "generator": The optimizer is {"learningRate":1}. Expected an object with its type, such as { "type": "adam" }. Known types: adam, adamw, rmsprop, sgd.]`,
    );
    refused({ type: "adam", learningRate: { type: "linear", from: 0, to: 1, steps: 5, power: 2 } }).toThrow(
      'Unknown setting "power" of schedule "linear".',
    );
    refused({ type: "adam", learningRate: { type: "warm-up", steps: 5, next: { type: "cosine" } } }).toThrow(
      '`from` of schedule "cosine" is undefined.',
    );
    expect(() => createSchedule(Number.NaN)).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: \`value\` of createSchedule is NaN. Expected a finite number.]`,
    );
    expect(() => createSchedule("0.1" as never)).toThrow('The schedule is "0.1". Expected an object with its type');
  });

  it("are those of their names", () => {
    expect(firstUpdate({ type: "adam", learningRate: 0.1 }, 5)).toBeCloseTo(-0.1, 5);
    expect(firstUpdate({ type: "adamw", learningRate: 0.1 }, 5)).toBeCloseTo(-0.1, 5);
    expect(firstUpdate({ type: "sgd", learningRate: 0.1 }, 5)).toBeCloseTo(-0.5, 5);
    // RMSProp: g / √((1 - alpha) g²) = 1 / √(1 - alpha)
    expect(firstUpdate({ type: "rmsprop", learningRate: 0.1, alpha: 0.75 }, 5)).toBeCloseTo(-0.2, 5);
  });

  it("clip the gradient first", () => {
    expect(firstUpdate({ type: "sgd", learningRate: 0.1, clipValue: 2 }, 5)).toBeCloseTo(-0.2, 5);
    expect(firstUpdate({ type: "sgd", learningRate: 0.1, clipNorm: 1 }, 5)).toBeCloseTo(-0.1, 4);
  });

  it("clip the weights last", () => {
    expect(firstUpdate({ type: "sgd", learningRate: 0.1, clipWeights: 0.01 }, 5)).toBeCloseTo(-0.01, 6);
  });

  it("follow a schedule", () => {
    const learningRate = { type: "warm-up", steps: 4, next: 0.4 } as const;
    expect(firstUpdate({ type: "sgd", learningRate }, 1)).toBeCloseTo(-0.1, 5);
  });
});

describe("optimizers of a gan from configuration", () => {
  // the first update of Adam is the learning rate
  it("may differ between the phases", async () => {
    const gan = createModel({ type: "gan", ...small, network: "dense" }, { shape, rng: createRng(1) });
    const variables = namedVariables(gan);
    const biases = ["discriminator", "generator"].map(
      (player) => [...variables].findLast(([path]) => path.startsWith(player) && path.endsWith("bias"))![1],
    );
    const before = biases.map((bias) => bias.dataSync()[0]!);
    const optimizer = createOptimizers({
      discriminator: { type: "adam", learningRate: 0.04 },
      generator: { type: "adam", learningRate: 0.01 },
    });
    const terms = await new Trainer(gan, { optimizer, rng: createRng(2) }).update({
      x: { data: new Float32Array(64).fill(0.5), shape: [4, ...shape] },
    });
    for (const pending of terms.values()) pending.dispose();
    const moved = biases.map((bias, i) => Math.abs(bias.dataSync()[0]! - before[i]!));
    expect(moved).toEqual([expect.closeTo(0.04, 4), expect.closeTo(0.01, 4)]);
  });

  it("may be one for all", () => {
    expect(createOptimizers({ type: "sgd" })).toHaveProperty("update");
  });
});

describe("schedules from configuration", () => {
  it.each([
    [3, 5, 3],
    [{ type: "linear", from: 0, to: 1, steps: 10 }, 5, 0.5],
    [{ type: "cosine", from: 2, steps: 10 }, 5, 1],
    [{ type: "step", from: 8, factor: 0.5, every: 2 }, 5, 2],
    [{ type: "exponential", from: 8, factor: 0.5, every: 2 }, 4, 2],
    [{ type: "inverse-epoch", from: 6, stepsPerEpoch: 2 }, 5, 2],
    [{ type: "cyclical", period: 8 }, 10, 0.5],
    [{ type: "warm-restarts", from: 2, steps: 4, factor: 2 }, 8, 1],
  ] as const)("%j at step %d is %d", (configuration, step, value) => {
    expect(createSchedule(configuration)(step)).toBeCloseTo(value, 10);
  });
});

describe("nearest", () => {
  it("finds a slip of the keyboard and nothing far", () => {
    expect(nearest("laten", ["beta", "latent"])).toBe("latent");
    expect(nearest("VAE", ["vae", "gan"])).toBe("vae");
    expect(nearest("zebra", ["vae", "gan"])).toBeUndefined();
  });
});
