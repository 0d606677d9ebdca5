import "@tensorflow/tfjs-backend-cpu";
import { disposeModule, namedParameters } from "@genlab/core";
import { fromArrays } from "@genlab/data";
import { models } from "@genlab/zoo";
import { setBackend } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import { composeConfig } from "../src/config/compose-config.js";
import { noteSettings } from "../src/config/note-settings.js";
import type { RunConfig } from "../src/config/run-config.js";
import { settleNetwork, withFormerNetwork } from "../src/config/settle-network.js";
import { settleStages } from "../src/config/settle-stages.js";
import { withoutUnread } from "../src/config/without-unread.js";
import { modelOf } from "../src/runs/model-of.js";

beforeAll(async () => {
  await setBackend("cpu");
});

const configOf = (model: object, data: object = { type: "digits" }): RunConfig => ({
  ...composeConfig({ options: { data: { type: "digits" } } }).config,
  model: { type: "vae", ...model },
  data: data as RunConfig["data"],
});

it("a run notes which network it has, and no settings of another", () => {
  const settled = (model: object, data?: object) => {
    const { config, note } = settleNetwork(configOf(model, data));
    return { model: config.model, note };
  };
  expect(settled({ latent: 2 })).toEqual({
    model: { type: "vae", latent: 2, network: "convolutional", channels: [32, 64] },
    note: undefined,
  });
  const large = { type: "arrays", shape: [64, 80, 3] };
  expect(settled({}, large).model).toEqual({ type: "vae", network: "residual", channels: [32, 64, 128, 256] });
  expect(settled({ network: "convolutional", channels: "auto" }, large).model).toEqual({
    type: "vae",
    network: "convolutional",
    channels: [32, 64, 128, 256],
  });
  expect(settled({ channels: [8, 8, 8] }, large).model).toEqual({
    type: "vae",
    channels: [8, 8, 8],
    network: "convolutional",
  });
  expect(settled({ network: "convolution", channels: "8" }, large).model).toMatchObject({
    network: "convolution",
    channels: "8",
  }); // which the model refuses
  expect(settled({ network: "auto" }, { type: "ring" }).model).toEqual({ type: "vae", network: "dense" });
  expect(settled({ channels: [8] }, { type: "ring" })).toEqual({
    model: { type: "vae", network: "dense" },
    note: 'The network is dense, and has no "model.channels".',
  });
  expect(settled({ network: "convolutional", hidden: [9], channels: [8] })).toEqual({
    model: { type: "vae", network: "convolutional", channels: [8] },
    note: 'The network is convolutional, and has no "model.hidden".',
  });
  expect(settled({ likelihood: "bernoulli", variance: 2, hidden: [9], network: "dense" })).toEqual({
    model: { type: "vae", likelihood: "bernoulli", hidden: [9], network: "dense" },
    note: 'The likelihood has no "model.variance".',
  });
  expect(settled({ variance: 2 }, { type: "ring" }).model).toMatchObject({ variance: 2 });
  expect(settled({ type: "vq-gan" })).toEqual({ model: { type: "vq-gan", channels: [32, 64] }, note: undefined });
  expect(settled({ type: "vq-gan" }, large).model).toEqual({ type: "vq-gan", channels: [32, 64, 128] });
});

it("a run that noted none has the network that it had", () => {
  expect(withFormerNetwork(configOf({}, { type: "arrays", shape: [7, 7, 1] })).model).toEqual({
    type: "vae",
    network: "dense",
  });
  expect(withFormerNetwork(configOf({ channels: [8] }, { type: "arrays", shape: [6, 6, 1] })).model.network).toBe(
    "convolutional",
  );
  expect(
    withFormerNetwork(configOf({ channels: [8] }, { type: "arrays", shape: [7, 7, 1] })).model,
    "a dense network has no channels",
  ).toEqual({ type: "vae", network: "dense" });
  expect(withFormerNetwork(configOf({ network: "dense" })).model).toEqual({ type: "vae", network: "dense" });
  expect(withFormerNetwork(configOf({ type: "vq-gan" })).model).toEqual({ type: "vq-gan" });
});

/** The paths and shapes of a run's parameters. */
function shapesOf(config: RunConfig) {
  const model = modelOf(config);
  const shapes = [...namedParameters(model)].map(([path, { shape }]) => [path, shape]);
  disposeModule(model);
  return shapes;
}

const small = { hidden: [5, 5], channels: [3, 6], network: "auto" };

it.each(
  Object.entries(models)
    .filter(([, { settings }]) => "network" in settings)
    .flatMap(
      ([type]) =>
        [
          [type, { type: "digits" }],
          [type, { type: "ring" }],
        ] as const,
    ),
)("what is noted of the model %s on %j is what it was made from", (type, data) => {
  const own = { type, ...small, ...("components" in models[type as "vamp-vae"].settings && { components: 4 }) };
  const given = configOf(own, data);
  const { config } = settleNetwork(given);
  expect(config.model.network).toBe(data.type === "ring" ? "dense" : "convolutional");
  expect("channels" in config.model).toBe(data.type !== "ring");
  expect(shapesOf(config)).toEqual(shapesOf(given));
});

describe.each(Object.keys(models))("the settings that are noted of %s", (type) => {
  const { settings } = models[type as keyof typeof models];
  const sizes = Object.entries({ hidden: [5, 5], channels: [3, 6] }).filter(([name]) => name in settings);
  const { config } = settleNetwork(configOf({ type, ...Object.fromEntries(sizes) }));
  const noted = noteSettings(config);

  it("are all that it reads, and make the same model", () => {
    const unread = Object.keys(settings).filter((name) => !(name in noted.model));
    expect(unread.filter((name) => !["hidden", "channels", "variance"].includes(name))).toEqual([]);
    expect(shapesOf(noted)).toEqual(shapesOf(config));
  });

  it("are JSON, and keep what is given", () => {
    expect(JSON.parse(JSON.stringify(noted))).toEqual(noted);
    expect(noted.model).toMatchObject(config.model);
    expect(noteSettings(noted)).toEqual(noted);
  });
});

it("stages have their share of a run of any length, unless their steps are given", () => {
  const train = fromArrays({ x: { data: new Float32Array(50), shape: [50, 1] } });
  const settled = (model: object, ends: object) => {
    const { epochs: _, steps: __, ...config } = configOf(model);
    return settleStages({ ...config, batchSize: 10, lastBatch: "drop", ...ends }, train).model;
  };
  expect(settled({ type: "flow-vae" }, { steps: 301 })).toEqual({ type: "flow-vae", firstSteps: 150 });
  expect(settled({ type: "flow-vae", firstSteps: 7 }, { steps: 301 })).toEqual({ type: "flow-vae", firstSteps: 7 });
  expect(settled({ type: "staged-autoencoder-gan" }, { epochs: 8 })).toMatchObject({
    ...{ pretrainingSteps: 10, adversarialSteps: 10 },
  });
  expect(settled({ type: "vae" }, { steps: 301 })).toEqual({ type: "vae" });
});

it("a saved run opens without settings that it never read", () => {
  const opened = (model: object, data: object) => withoutUnread({ model: { type: "vae", ...model }, data });
  expect(opened({}, { type: "moons", standardDeviation: 1, spacing: 2, examples: 3 })).toEqual({
    model: { type: "vae" },
    data: { type: "moons", examples: 3 },
  });
  expect(opened({ variance: 2 }, { type: "digits" }).model).toEqual({ type: "vae" });
  expect(opened({ type: "autoencoder", variance: 2 }, { type: "ring" }).model).toEqual({ type: "autoencoder" });
  for (const read of [
    opened({ variance: 2 }, { type: "ring" }),
    opened({ variance: 2, likelihood: "gaussian" }, { type: "digits" }),
  ]) {
    expect(read.model).toMatchObject({ variance: 2 });
  }
});
