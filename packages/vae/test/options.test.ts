import "@tensorflow/tfjs-backend-cpu";
import { createContext, createRng, GenlabError, type Layer, type Rng } from "@genlab/core";
import { withCondition } from "@genlab/layers";
import { bernoulli, gaussian, LearnedGaussian } from "@genlab/losses";
import {
  annealedCapacity,
  CodeVae,
  ConditionalVae,
  createCodeVae,
  createConditionalVae,
  createFactorVae,
  createFlowPrior,
  createFlowVae,
  createLadderVae,
  createTwoStageVae,
  createVae,
  createVampVae,
  createVqVae,
  decomposedElbo,
  elbo,
  FactorVae,
  FlowPrior,
  FlowVae,
  importanceWeighted,
  informationElbo,
  LadderVae,
  TwoStageVae,
  Vae,
  VampVae,
} from "@genlab/vae";
import { dispose, memory, ones, setBackend } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";

beforeAll(async () => {
  await setBackend("cpu");
});

const base = { shape: [2], latent: 2, hidden: [3] };
type Factory = (options: never, rng: Rng) => object;

/** Factories, and options that each has beside those of the networks. */
const factories: Readonly<Record<string, readonly [Factory, options: object]>> = {
  createVae: [createVae, { ...base, objective: elbo(), likelihood: gaussian() }],
  createConditionalVae: [createConditionalVae, { ...base, classes: 2, objective: elbo() }],
  createFactorVae: [createFactorVae, { ...base, gamma: 2, discriminatorHidden: [3] }],
  createLadderVae: [createLadderVae, { ...base, beta: 1, upperLatent: 1, upperHidden: [3] }],
  createVampVae: [createVampVae, { ...base, beta: 1, components: 3, bounds: null }],
  createTwoStageVae: [createTwoStageVae, { ...base, firstSteps: 1, codeHidden: [3] }],
  createCodeVae: [createCodeVae, { latent: 2, hidden: [3] }],
  createFlowVae: [createFlowVae, { ...base, firstSteps: 1, samplingSteps: 2, velocityHidden: [3], beta: 2 }],
  createFlowPrior: [createFlowPrior, { latent: 2, hidden: [3], samplingSteps: 2 }],
  createVqVae: [createVqVae, { ...base, codes: 3, commitment: 1, restartBelow: 0, priorComponents: 2, places: 2 }],
};

const objectives: Readonly<Record<string, (wrong: object) => unknown>> = {
  elbo: (wrong) => elbo({ beta: 1, ...wrong }),
  annealedCapacity: (wrong) => annealedCapacity({ capacity: () => 1, ...wrong }),
  decomposedElbo: (wrong) => decomposedElbo({ datasetSize: 10, ...wrong }),
  informationElbo: (wrong) => informationElbo({ alpha: 0, ...wrong }),
  importanceWeighted: (wrong) => importanceWeighted({ samples: 2, ...wrong }),
};

const through: Layer = { forward: (x) => x };
const networks = { encoder: through, decoder: through };
const ladder = { ...networks, upperEncoder: through, upperDecoder: through };
const classes: Readonly<Record<string, (networks: object, settings: object) => object>> = {
  Vae: (others, settings) => new Vae({ ...networks, ...others }, { latent: 2, ...settings }),
  CodeVae: (others, settings) => new CodeVae({ ...networks, ...others }, { latent: 2, ...settings }),
  FactorVae: (others, settings) =>
    new FactorVae({ ...networks, discriminator: through, ...others }, { latent: 2, ...settings }),
  FlowPrior: (others, settings) => new FlowPrior({ velocity: through, ...others }, { latent: 2, ...settings }),
  FlowVae: (others, settings) => new FlowVae({ ...networks, velocity: through, ...others }, { latent: 2, ...settings }),
  LadderVae: (others, settings) => new LadderVae({ ...ladder, ...others }, { latent: 2, upperLatent: 1, ...settings }),
  TwoStageVae: (others, settings) =>
    new TwoStageVae(
      { ...networks, codeEncoder: through, codeDecoder: through, ...others },
      { latent: 2, firstSteps: 1, ...settings },
    ),
  VampVae: (others, settings) =>
    new VampVae({ ...networks, ...others }, { shape: [2], latent: 2, components: 2, ...settings }, createRng(1)),
};

describe("options that nothing reads", () => {
  it.each(Object.keys(factories))("are refused by %s, which takes those it has", (name) => {
    const [create, options] = factories[name]!;
    create(options as never, createRng(1));
    const wrong = { ...options, unheardOf: 1 } as never;
    expect(() => create(wrong, createRng(1))).toThrow(`${name} has no option "unheardOf".`);
  });

  it.each(Object.entries(objectives))("are refused by %s", (name, make) => {
    make({});
    expect(() => make({ unheardOf: 1 })).toThrow(`${name} has no option "unheardOf".`);
  });

  it.each(Object.entries(classes))("are refused by %s, as networks and as settings", (name, make) => {
    make({}, {});
    expect(() => make({}, { unheardOf: 1 })).toThrow(`${name} has no option "unheardOf".`);
    expect(() => make({ unheardOf: 1 }, {})).toThrow('has no option "unheardOf".');
  });

  it("are refused with what may have been meant", () => {
    expect(() => createVae({ ...base, betta: 4 } as never, createRng(1))).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: createVae has no option "betta". Did you mean "beta"? Known options: activation, beta, channels, freeBits, hidden, latent, likelihood, network, objective, reconstructionWeight, shape, variance.]`,
    );
    expect(() => createVampVae({ ...base, component: 4 } as never, createRng(1))).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: createVampVae has no option "component". Did you mean "components"? Known options: activation, beta, bounds, channels, components, hidden, latent, likelihood, network, shape, variance.]`,
    );
    const settings = { classes: 2, latent: 2, beta: 1 } as never;
    expect(() => new ConditionalVae(networks, settings)).toThrow('Vae has no option "beta".');
  });
});

describe.each<[string, (options: object, rng: Rng) => { readonly vae: Vae }]>([
  ["createVae", (options, rng) => ({ vae: createVae({ ...base, ...options }, rng) })],
  ["createConditionalVae", (options, rng) => createConditionalVae({ ...base, classes: 2, ...options }, rng)],
])("the elbo of %s", (name, create) => {
  const settings = { reconstructionWeight: 2, beta: 4, freeBits: 0.5 };
  const lossOf = (options: object) => {
    const { vae } = create(options, createRng(1));
    const context = withCondition(createContext({ rng: createRng(2) }), ones([3, 2]));
    return vae.loss({ x: ones([3, 2]) }, context).total.dataSync()[0];
  };

  it("is that of its settings, as of an objective with the same", () => {
    expect(lossOf(settings)).toBe(lossOf({ objective: elbo(settings) }));
    expect(lossOf(settings)).not.toBe(lossOf({}));
    expect(lossOf({ objective: "auto", ...settings })).toBe(lossOf(settings));
  });

  it("is not given beside an objective", () => {
    expect(() => lossOf({ objective: elbo(), freeBits: 0.5 })).toThrow(
      `\`freeBits\` of ${name} is 0.5, and its objective is given, which does not read it. Give it to the objective, such as elbo({ freeBits }), or leave out the objective.`,
    );
    expect(() => lossOf({ objective: elbo(), beta: () => 1 })).toThrow("`beta` of");
    expect(lossOf({ objective: elbo(), beta: 1 })).toBe(lossOf({}));
  });
});

describe("values that an option does not take", () => {
  it("are refused", () => {
    expect(() => annealedCapacity({ capacity: 25 as never })).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: \`capacity\` of annealedCapacity is 25. Expected a function, such as linear({ from: 0, to: 25, steps: 100_000 }).]`,
    );
    expect(() => importanceWeighted({ samples: 2, estimator: "drag" as never })).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: \`estimator\` of importanceWeighted is "drag". Expected one of "iwae", "dreg". Did you mean "dreg"?]`,
    );
    expect(() => decomposedElbo({ datasetSize: 10, sampling: "minibatch" as never })).toThrow(GenlabError);
    expect(() => decomposedElbo({ datasetSize: Number.NaN })).toThrow(GenlabError);
    expect(() => createVae({ ...base, objective: "elbo" as never }, createRng(1))).toThrow(GenlabError);
    expect(() => createVampVae({ ...base, bounds: [1, 0] }, createRng(1))).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: \`bounds\` of createVampVae is [1,0]. Expected [least, most], or null for data anywhere, or "auto".]`,
    );
    expect(() => createVqVae({ ...base, network: "transformer" as never }, createRng(1))).toThrow(GenlabError);
  });

  it("are refused as numbers of draws", () => {
    const [model, context] = [createVae(base, createRng(1)), createContext({ rng: createRng(1) })];
    for (const count of [0, 2.5, Number.NaN]) expect(() => model.sample(count, context)).toThrow(GenlabError);
    expect(() => model.logWeights(ones([1, 2]), 0, context)).toThrow(GenlabError);
  });
});

describe("the likelihood where none is given", () => {
  it("is for data in [0, 1] for images, and for data anywhere for points", () => {
    const small = { latent: 2, hidden: [3], channels: [2] };
    const [images, points] = [
      { ...small, shape: [4, 4, 1] },
      { ...small, shape: [2] },
    ];
    const rng = createRng(1);
    expect(createVae(images, rng).likelihood).toBe(bernoulli);
    expect(createVae(points, rng).likelihood).toBeInstanceOf(LearnedGaussian);
    expect(createConditionalVae({ ...images, classes: 2 }, rng).vae.likelihood).toBe(bernoulli);
    expect(createConditionalVae({ ...points, classes: 2 }, rng).vae.likelihood).toBeInstanceOf(LearnedGaussian);
    expect(createLadderVae(points, rng).likelihood).toBeInstanceOf(LearnedGaussian);
    expect(createTwoStageVae({ ...images, firstSteps: 1 }, rng).first.likelihood).toBeInstanceOf(LearnedGaussian);
    const quantized = { codes: 2 };
    expect(createVqVae({ ...images, ...quantized }, rng).likelihood.dataRange).toMatchObject({ least: 0, most: 1 });
    expect(createVqVae({ ...points, ...quantized }, rng).likelihood.dataRange).toBeUndefined();
  });

  it("has the pseudo-inputs of a VampPrior in its range, and those of points where it has none anywhere", () => {
    const boundsOf = (options: object) => createVampVae({ ...base, ...options }, createRng(1)).settings.bounds;
    expect(boundsOf({})).toBeNull();
    expect(boundsOf({ likelihood: bernoulli })).toEqual([0, 1]);
    expect(boundsOf({ shape: [4, 4, 1] })).toEqual([0, 1]);
    expect(boundsOf({ bounds: [-1, 1] })).toEqual([-1, 1]);
  });
});

it("a posterior is two tensors, and nothing else is left", () => {
  const [model, x] = [createVae(base, createRng(1)), ones([3, 2])];
  const before = memory().numTensors;
  const posterior = model.posterior(x, createContext({ rng: createRng(1) }));
  expect(memory().numTensors - before).toBe(2);
  dispose({ ...posterior });
});
