import { describe, expect, it } from "vitest";
import { composeConfig } from "../src/config/compose-config.js";
import { jsonFault } from "../src/config/json-fault.js";
import { merge } from "../src/config/merge.js";
import { configOf, setting } from "../src/config/options.js";
import type { PartialConfig } from "../src/config/run-config.js";
import { presets } from "../src/presets/presets.js";

const file = (content: PartialConfig) => ({ path: "run.json", content });
const messageOf = (compose: () => unknown) => {
  try {
    compose();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error("nothing was refused");
};

describe("a configuration", () => {
  it("takes options before the file before the preset before the defaults", () => {
    const { config, name } = composeConfig({
      preset: "vae-2d",
      file: file({ batchSize: 10, seed: 5, model: { beta: 2 } }),
      options: { seed: 7 },
    });
    expect(name).toBe("vae-2d");
    expect(config).toMatchObject({ seed: 7, batchSize: 10, epochs: 100, reportEvery: 10 });
    expect(config.model).toEqual({ ...presets["vae-2d"]?.config.model, beta: 2 });
  });

  it("of another type replaces what is below it whole; steps replace epochs", () => {
    const below = { model: { type: "vae", beta: 2 }, epochs: 3, optimizer: { type: "adam", learningRate: 1 } };
    const above = { model: { type: "autoencoder" }, steps: 4, optimizer: { learningRate: 2 } };
    expect(merge(below, above)).toEqual({ ...above, optimizer: { type: "adam", learningRate: 2 } });
  });

  it("has one optimizer for all phases, or one for each", () => {
    const each = {
      discriminator: { type: "adam", learningRate: 1e-3 },
      generator: { type: "adam", learningRate: 1e-4 },
    };
    const laid = (below: object, above: object) => merge({ optimizer: below }, { optimizer: above }).optimizer;
    const sgd = { type: "sgd", learningRate: 1 };
    expect(laid(sgd, each)).toEqual(each);
    expect(laid(each, sgd)).toEqual(sgd);
    expect(laid(each, { generator: { learningRate: 1 } })).toEqual({
      ...each,
      generator: { type: "adam", learningRate: 1 },
    });
    expect(laid(each, { generator: { type: "sgd" } })).toEqual({ ...each, generator: { type: "sgd" } });
  });

  it("gives a setting of no phase to the optimizers of all", () => {
    const learningRate = { type: "linear", from: 1, to: 0, steps: 3 };
    const each = { discriminator: { type: "adam", beta1: 0.5 }, generator: { type: "sgd" } };
    const { optimizer } = merge({ optimizer: each }, { optimizer: { learningRate, generator: { learningRate: 2 } } });
    expect(optimizer).toEqual({
      discriminator: { type: "adam", beta1: 0.5, learningRate },
      generator: { type: "sgd", learningRate: 2 },
    });
    expect(merge({ optimizer: each }, configOf({ learningRate: 4 })).optimizer).toEqual({
      discriminator: { type: "adam", beta1: 0.5, learningRate: 4 },
      generator: { type: "sgd", learningRate: 4 },
    });
  });

  it("has its model's optimizer, unless one is given with its type", () => {
    const of = (type: string, optimizer?: object) =>
      composeConfig({ file: file({ model: { type }, ...(optimizer && { optimizer }) }), options: {} }).config.optimizer;
    const own = { type: "adam", learningRate: 1e-4, beta1: 0, beta2: 0.9 };
    expect(of("ladder-vae")).toEqual({ type: "adam", learningRate: 1e-3 });
    expect(of("wgan-gp")).toEqual(own);
    expect(of("wgan-gp", { learningRate: 1 })).toEqual({ ...own, learningRate: 1 });
    expect(of("wgan-gp", { type: "adam", learningRate: 1 })).toEqual({ type: "adam", learningRate: 1 });
    const sgd = { type: "sgd", learningRate: 1 };
    expect(of("wgan-gp", { discriminator: sgd, generator: sgd })).toEqual({ discriminator: sgd, generator: sgd });
    const { autoencoder } = of("wae-gan") as Record<string, object>;
    expect(of("wae-gan", { discriminator: sgd })).toEqual({ autoencoder, discriminator: sgd });
    expect(composeConfig({ preset: "leaky-gan", options: {} }).config.optimizer).toEqual(
      presets["leaky-gan"]!.config.optimizer,
    );
  });

  it("whose optimizers have no type is refused", () => {
    const refused = (optimizer: object) =>
      messageOf(() =>
        composeConfig({ file: file({ model: { type: "gan" }, data: { type: "ring" }, optimizer }), options: {} }),
      );
    const below = { discriminator: { type: "adam" }, generator: { learningRate: 1 } };
    expect(refused(below)).toMatchInlineSnapshot(`"run.json: "optimizer.generator.type" is missing; expected a text."`);
    expect(refused({ type: 3 })).toMatchInlineSnapshot(`"run.json: "optimizer.type" is 3; expected a text."`);
    expect(refused({ type: { toString: 1 } })).toMatch(/^run\.json: "optimizer\.type" is .*; expected a text\.$/);
  });

  it("is the preset of points when points are asked for, and of digits else", () => {
    expect(composeConfig({ options: configOf({ data: "moons" }) }).name).toBe("points");
    expect(composeConfig({ options: configOf({ data: "mnist" }) }).config).toMatchObject({ data: { type: "mnist" } });
    expect(composeConfig({ model: "autoencoder", options: {} }).name).toBe("autoencoder");
    expect(composeConfig({ model: "tabular-gan", options: {} })).toMatchObject({
      name: "tabular-gan",
      config: { batchSize: 500 }, // a model of rows has the batches of its preset
    });
  });

  it("that a run noted is one that a file can give", () => {
    const { config } = composeConfig({ options: {} });
    expect(composeConfig({ file: file(config), options: {} }).config).toEqual(config);
  });

  it("takes single settings, as JSON or as text", () => {
    const set = ["model.latent=8", "model.type=vae", "optimizer.clipNorm=0.5"].reduce(
      (before: PartialConfig, text) => setting(text, before),
      {},
    );
    expect(configOf({ set, learningRate: 0.1, batch: 3 })).toEqual({
      model: { latent: 8, type: "vae" },
      optimizer: { clipNorm: 0.5, learningRate: 0.1 },
      batchSize: 3,
    });
  });

  it("that is wrong is told where, what it is, and what was expected", () => {
    const wrong = {
      model: {},
      data: { type: "digts" },
      optimizer: 3,
      batchSize: 0,
      seed: 1.5,
      average: { decay: 1 },
      lastBatch: "kep",
      bachSize: 2,
    };
    const told = messageOf(() => composeConfig({ file: file(wrong), options: {} }));
    expect(told.replace(/Known: .*/, "Known: …")).toMatchInlineSnapshot(`
      "run.json:
        "model.type" is missing; expected a text.
        "data.type" is "digts"; expected one of digits, mnist, fashion-mnist, kmnist, cifar-10, cifar-100, emnist, file, table, images, ring, grid, swiss-roll, moons, arrays, drawing. Did you mean "digits"?
        "optimizer" is 3; expected an object, { … }.
        "batchSize" is 0; expected at least 1.
        "lastBatch" is "kep"; expected one of drop, keep. Did you mean "keep"?
        "seed" is 1.5; expected a whole number.
        "average.decay" is 1; expected less than 1.
        There is no setting "bachSize". Did you mean "batchSize"? Known: …"
    `);
    const nested = { model: { type: "vae" }, data: { type: "ring", exampels: 3 }, average: { decai: 1 } };
    expect(messageOf(() => composeConfig({ file: file(nested), options: {} }))).toMatchInlineSnapshot(`
      "run.json:
        There is no setting "data.exampels". Did you mean "examples"? Known: type, examples, standardDeviation.
        "average.decay" is missing; expected a number.
        There is no setting "average.decai". Did you mean "decay"? Known: decay."
    `);
    const both = { model: { type: "vae" }, epochs: 1, steps: 1 };
    expect(messageOf(() => composeConfig({ file: file(both), options: {} }))).toMatchInlineSnapshot(
      `"run.json: Both "epochs" and "steps" are given. Give one of them."`,
    );
    expect(messageOf(() => composeConfig({ options: { best: { patience: 3 } } }))).toBe(
      'The configuration: "best.patience" is how long is waited for a lesser "best.of", which is missing. Give --best, such as --best vae.total.',
    );
  });

  it("whose parts contradict one another is refused", () => {
    expect(
      messageOf(() => composeConfig({ preset: "digits", model: "autoencoder", options: {} })),
    ).toMatchInlineSnapshot(
      `"The preset "digits" is of the model "vae", but the model "autoencoder" was asked for. Leave out the one or the other."`,
    );
    expect(messageOf(() => composeConfig({ preset: "digit", options: {} }))).toMatch(
      /^There is no preset "digit"\. Did you mean "digits"\? Known presets: .*, digits, /,
    );
    expect(messageOf(() => composeConfig({ model: "vea", options: {} }))).toMatch(
      /^There is no model "vea"\. Did you mean "vae"\? Known models: .*, vae, /,
    );
    expect(messageOf(() => configOf({ engine: "cpu", threads: 1 }))).toBe(
      "--threads is of the engines onnx and tensorflow; the engine cpu has none. Leave it out.",
    );
    expect(messageOf(() => configOf({ data: "ring", dataDir: "x" }))).toMatchInlineSnapshot(
      `"--data-dir is the folder of MNIST and others that are downloaded; the data "ring" needs none. Leave it out."`,
    );
  });
});

describe("text that is no JSON", () => {
  it.each([
    ["", 1, 1],
    ['{\n  "a": 1,\n}', 3, 1],
    ['{ "a" 1 }', 1, 7],
    ["{ 'a': 1 }", 1, 3],
    ['{ "a": [1, 2 }', 1, 14],
    ['{ "a": tru }', 1, 8],
    ['{ "a": "b\n" }', 1, 8],
    ['{ "a": 01 }', 1, 9],
    ['{ "a": 1 } x', 1, 12],
    ['{ "a": { "b": -1.5e3, "c": [] }', 1, 32],
    ['{ "a": "b\\N" }', 1, 8],
  ])("%j stops being so at %i:%i", (text, line, column) => {
    expect(() => JSON.parse(text)).toThrow();
    expect(jsonFault(text)).toMatchObject({ line, column });
  });

  it("is only what JSON.parse refuses", () => {
    const text = ' { "a\\u00e9\\n": [1, -0.5e-3, true, null, { }, [], "ü\u007f"], "b": {"c": "\\"" } } ';
    JSON.parse(text);
    expect(jsonFault(text)).toBeUndefined();
  });
});
