import "@tensorflow/tfjs-backend-cpu";
import {
  Autoencoder,
  ContractiveAutoencoder,
  createAutoencoder,
  createContractiveAutoencoder,
  createDenoisingAutoencoder,
  createRegularizedAutoencoder,
  createSparseAutoencoder,
  DenoisingAutoencoder,
  klSparsity,
  maskingNoise,
  RegularizedAutoencoder,
  SparseAutoencoder,
  squaredJacobianNorm,
  weightDecay,
} from "@genlab/ae";
import { createContext, createRng, type Layer, type Rng } from "@genlab/core";
import { memory, mul, setBackend, type Tensor, tensor } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";

beforeAll(async () => {
  await setBackend("cpu");
});

const base = { shape: [2], latent: 1, hidden: [3] };
type Factory = (options: never, rng: Rng) => object;

const factories: Readonly<Record<string, readonly [Factory, settings: object]>> = {
  createAutoencoder: [createAutoencoder, {}],
  createContractiveAutoencoder: [createContractiveAutoencoder, { weight: 1, probes: 2 }],
  createDenoisingAutoencoder: [createDenoisingAutoencoder, { corruption: (x: Tensor) => x }],
  createRegularizedAutoencoder: [
    createRegularizedAutoencoder,
    { codeWeight: 1, regularizerWeight: 1, regularizer: weightDecay },
  ],
  createSparseAutoencoder: [createSparseAutoencoder, { weight: 1 }],
};

const through: Layer = { forward: (x) => x };
const networks = { encoder: through, decoder: through };
const classes = {
  Autoencoder,
  ContractiveAutoencoder,
  DenoisingAutoencoder,
  RegularizedAutoencoder,
  SparseAutoencoder,
};

describe("options that nothing reads", () => {
  it.each(Object.keys(factories))("are refused by %s, which takes those it has", (name) => {
    const [create, settings] = factories[name]!;
    const make = (wrong: object) => create({ ...base, ...settings, ...wrong } as never, createRng(1));
    make({});
    expect(() => make({ unheardOf: 1 })).toThrow(`${name} has no option "unheardOf".`);
  });

  it.each(Object.entries(classes))("are refused by %s", (name, Class) => {
    const make = Class as new (networks: object, settings?: object) => object;
    expect(() => new make({ ...networks, likelyhood: 1 })).toThrow('Did you mean "likelihood"?');
    if (name !== "Autoencoder")
      expect(() => new make(networks, { unheardOf: 1 })).toThrow(`${name} has no option "unheardOf".`);
  });

  it("are refused with what may have been meant", () => {
    expect(() =>
      createSparseAutoencoder({ ...base, weights: 1 } as never, createRng(1)),
    ).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: createSparseAutoencoder has no option "weights". Did you mean "weight"? Known options: activation, channels, codeActivation, hidden, latent, likelihood, network, shape, sparsity, target, variance, weight.]`,
    );
    expect(() =>
      squaredJacobianNorm({ map: (x: Tensor) => x, x: tensor([[1]]), probe: 2 } as never, createRng(1)),
    ).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: squaredJacobianNorm has no option "probe". Did you mean "probes"? Known options: map, probes, x.]`,
    );
  });
});

describe("a word", () => {
  const x = tensor([
    [1, 2],
    [3, 4],
  ]);
  const lossOf = (create: Factory, options: object) => {
    const model = create({ ...base, ...options } as never, createRng(1)) as DenoisingAutoencoder;
    return model.loss({ x }, createContext({ rng: createRng(2) })).total.dataSync()[0];
  };

  it.each<[string, Factory, words: object, functions: object]>([
    [
      "a corruption with its level",
      createDenoisingAutoencoder,
      { corruption: "masking", level: 0.25 },
      { corruption: maskingNoise(0.25) },
    ],
    [
      "a sparsity with its target",
      createSparseAutoencoder,
      { sparsity: "kl", target: 0.25 },
      { sparsity: klSparsity(0.25) },
    ],
    [
      "a regularizer",
      createRegularizedAutoencoder,
      { regularizer: "weight-decay", regularizerWeight: 1 },
      { regularizer: weightDecay, regularizerWeight: 1 },
    ],
  ])("names %s", (_, create, words, functions) => {
    expect(lossOf(create, words)).toBe(lossOf(create, functions));
    expect(lossOf(create, words)).not.toBe(lossOf(create, {}));
  });

  it("has a number that a function of one's own has not", () => {
    const corruption = maskingNoise(0.25);
    expect(() =>
      createDenoisingAutoencoder({ ...base, corruption, level: 0.1 }, createRng(1)),
    ).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: \`level\` of DenoisingAutoencoder is 0.1, and a corruption of your own has none. Leave it out, or choose one of "gaussian", "masking", "salt-and-pepper".]`,
    );
    expect(() =>
      createSparseAutoencoder({ ...base, sparsity: klSparsity(), target: 0.1 }, createRng(1)),
    ).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: \`target\` of SparseAutoencoder is 0.1, and a sparsity of your own has none. Leave it out, or choose "kl".]`,
    );
  });
});

it("the default likelihood is for data in [0, 1] for images, and for data anywhere for points", () => {
  const rangeOf = (shape: number[]) => createAutoencoder({ ...base, shape }, createRng(1)).likelihood.dataRange;
  expect(rangeOf([4, 4, 1])).toMatchObject({ least: 0, most: 1 });
  expect(rangeOf([2])).toBeUndefined();
});

it("an estimate of a Jacobian's norm is the only tensor that is left", () => {
  const x = tensor([[1, 2]]);
  const before = memory().numTensors;
  squaredJacobianNorm({ map: (x) => mul(x, x), x, probes: 2 }, createRng(1));
  expect(memory().numTensors - before).toBe(1);
});

it("weight decay of a decoder without weights is refused", () => {
  const inputs = { decoder: through, decode: (z: Tensor) => z, z: tensor([[1]]) };
  expect(() => weightDecay(inputs, createRng(1))).toThrowErrorMatchingInlineSnapshot(
    `[GenlabError: weightDecay: the decoder has no parameters. Give another regularizer.]`,
  );
});
