import { memory, type Tensor, tensor, tidy } from "@tensorflow/tfjs-core";
import {
  Autoencoder,
  adam,
  type Context,
  chooseExecutor,
  compute,
  createAutoencoder,
  createContext,
  createModel,
  createRng,
  createVae,
  digits,
  disposeModule,
  EagerExecutor,
  fit,
  fromArrays,
  loadModel,
  type Model,
  namedVariables,
  sample,
  saveModel,
} from "genlab";
import { describe, expect, it, vi } from "vitest";

const data = await digits({ part: "train" });
const configuration = { type: "vae", latent: 3, network: "dense", hidden: [16] } as const;
const options = { shape: [8, 8, 1], latent: 3, network: "dense", hidden: [16] } as const;

const valuesOf = (model: Model) => [...namedVariables(model).values()].flatMap((each) => [...each.dataSync()]);

describe("fit", () => {
  it("trains what a configuration names; its model is saved, loaded and sampled", async () => {
    const before = memory().numTensors;
    const totals: number[] = [];
    const model = await fit(configuration, data, {
      steps: 60,
      reportEvery: 20,
      onReport: ({ losses }) => totals.push(losses.vae!.total!),
    });
    expect(totals).toHaveLength(3);
    expect(totals[2]!).toBeLessThan(totals[0]!);
    expect(memory().numTensors - before).toBe(namedVariables(model).size); // no optimizer is left

    const loaded = loadModel(await saveModel(model));
    const images = await sample(model, 4, { seed: 7 });
    expect(images.shape).toEqual([4, 8, 8, 1]);
    expect(await sample(loaded, 4, { seed: 7 })).toEqual(images);
    expect(await sample(loaded, 4)).not.toEqual(images);
    disposeModule(model);
    disposeModule(loaded);
    expect(memory().numTensors).toBe(before);
  });

  it("gives the same weights for the same seed, and goes on with a model as it is", async () => {
    const executor = new EagerExecutor();
    const make = vi.fn((rng) => createVae(options, rng));
    const [one, two, other] = await Promise.all([1, 1, 2].map((seed) => fit(make, data, { steps: 1, seed, executor })));
    expect(valuesOf(two!)).toEqual(valuesOf(one!));
    expect(valuesOf(other!)).not.toEqual(valuesOf(one!));

    const start = vi.spyOn(one!, "startAtMean");
    const before = valuesOf(one!);
    expect(await fit(one!, data, { steps: 1, executor, optimizer: adam({ learningRate: 0 }) })).toBe(one);
    expect(valuesOf(one!)).toEqual(before);
    expect(start).not.toHaveBeenCalled();
  });

  it("starts a new model at the mean of the data", async () => {
    const still = { steps: 1, optimizer: adam({ learningRate: 0 }), executor: new EagerExecutor() };
    const { x } = data.batch(Array.from({ length: 1000 }, (_, i) => Math.floor(i * 1.5)));
    const mean = [...x!.data].reduce((sum, value) => sum + value) / x!.data.length;
    const given = { type: "autoencoder", network: "dense", hidden: [16] } as const; // squared error of a sigmoid
    for (const each of [given, (rng: never) => createAutoencoder({ ...options }, rng)]) {
      const model = await fit(each as typeof given, data, still);
      const bias = [...namedVariables(model)].filter(([path]) => path.startsWith("decoder")).at(-1)![1];
      for (const value of bias.dataSync()) expect(value).toBeCloseTo(Math.log(mean / (1 - mean)), 5);
    }
  });

  it("trains the models of several phases as their papers do", async () => {
    const losses = vi.fn();
    await fit({ type: "gan", network: "dense", hidden: [8], batchNorm: false }, data, { steps: 2, onReport: losses });
    expect(Object.keys(losses.mock.calls[0]![0].losses)).toEqual(["discriminator", "generator"]);
  });

  it("trains a model of the zoo by its recipe, whoever made it", async () => {
    const gan = { type: "gan", network: "dense", hidden: [8], batchNorm: false } as const;
    const options = { steps: 1, executor: new EagerExecutor() };
    const named = await fit(gan, data, options);
    const made = await fit((rng) => createModel(gan, { shape: [8, 8, 1], rng }), data, options);
    expect(valuesOf(made)).toEqual(valuesOf(named));
    const usual = await fit(gan, data, { ...options, optimizer: adam({ learningRate: 1e-3 }) });
    expect(valuesOf(usual)).not.toEqual(valuesOf(named));
  });

  it("refuses what is none", async () => {
    await expect(fit({ type: "vea" } as never, data)).rejects.toThrow('Unknown model type "vea". Did you mean "vae"?');
    await expect(fit(configuration, data, { epochs: 3 } as never)).rejects.toThrow("epochs");
    await expect(fit(configuration, undefined as never)).rejects.toThrow("`data` of fit is undefined");
    await expect(fit(Autoencoder as never, data)).rejects.toThrow(
      "Autoencoder is a class. Give fit what makes a model: (rng) => new Autoencoder(…).",
    );
    await expect(fit((() => undefined) as never, data)).rejects.toThrow("`what was made` of fit is undefined.");
    const none = fromArrays({ x: { data: new Float32Array(0), shape: [0, 8, 8, 1] } });
    await expect(fit(configuration, none)).rejects.toThrow("The data of fit have no examples.");
    const holes = fromArrays({
      x: { data: Float32Array.from({ length: 128 }, (_, i) => (i === 70 ? Number.NaN : 0)), shape: [2, 8, 8, 1] },
    });
    await expect(fit(configuration, holes)).rejects.toThrow(
      "Field `x` has NaN in example 1, at place 6 of its 64 values.",
    );
    await expect(fit(configuration, { data: new Float32Array(64), shape: [1, 8, 8, 1] } as never)).rejects.toThrow(
      '`data` of fit is {"data":"a Float32Array","shape":[1,8,8,1]}. Expected what has batch(), such as fromArrays({ x }) or await digits().',
    );
    await expect(saveModel(createVae(options, createRng(1)))).rejects.toThrow(
      "What the model is made from is not known.",
    );
  });
});

describe("compute", () => {
  it("gives what the same function gives eagerly, of inputs, variables and draws", async () => {
    const model = createVae(options, createRng(3));
    const { x } = data.batch([0, 1, 2, 3, 4]);
    const run = ({ x }: { readonly x?: Tensor }, context: Context) => ({
      z: model.encode(x!, context),
      noisy: model.score(x!, context),
      images: model.sample(2, context),
    });
    const before = memory().numTensors;
    const compiled = await compute(model, run, { inputs: { x: x! }, seed: 5 });
    expect(memory().numTensors).toBe(before);
    const eager = tidy(() => run({ x: tensor(x!.data, [...x!.shape]) }, createContext({ rng: createRng(5) })));
    for (const [name, expected] of Object.entries(eager)) {
      expect(compiled[name]!.shape).toEqual(expected.shape);
      const values = expected.dataSync();
      for (const [i, value] of compiled[name]!.data.entries()) expect(value).toBeCloseTo(values[i]!, 3);
    }
  });

  it("refuses a function that gives no tensors by name", async () => {
    const model = createVae(options, createRng(3));
    const drawn = (context: Context) => model.sample(2, context);
    await expect(
      compute(model, (async (_: unknown, context: Context) => ({ x: drawn(context) })) as never),
    ).rejects.toThrow("gives a promise. Give one that is not async");
    await expect(compute(model, ((_: unknown, context: Context) => drawn(context)) as never)).rejects.toThrow(
      "gives a tensor. Give tensors by name: { z }.",
    );
  });

  it("refuses a model that draws nothing", async () => {
    await expect(sample(Promise.resolve() as never, 2)).rejects.toThrow("such as await fit(…)");
    await expect(sample({ phases: () => [] }, 2)).rejects.toThrow("The model has no `sample`.");
  });
});

it("chooses what compiles, and ONNX Runtime where it is installed", async () => {
  const executor = await chooseExecutor();
  expect(executor.name).toMatch(/^compiled for ONNX Runtime/);
  await executor.dispose?.();
});
