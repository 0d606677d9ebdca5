import "@tensorflow/tfjs-backend-cpu";
import { type ArrayBatch, canEncode, createContext, createRng } from "@genlab/core";
import { Trainer } from "@genlab/trainers";
import { createOptimizers, type OptimizersConfiguration } from "@genlab/zoo";
import { ones, setBackend, tidy } from "@tensorflow/tfjs-core";
import { beforeAll, expect, it } from "vitest";
import { composeConfig } from "../src/config/compose-config.js";
import { exampleShape } from "../src/data/example-shape.js";
import { presets } from "../src/presets/presets.js";
import { modelOf } from "../src/runs/model-of.js";

beforeAll(async () => {
  await setBackend("cpu");
});

const ofImages = Object.keys(presets).filter((preset) => !["points", "table", "table-gan"].includes(preset));
// but convolutions of large images take the cpu backend seconds
const ofLinearLayers = ofImages.filter((preset) => !["digits", "images", "r3-gan"].includes(preset));
const cases = [
  ...ofImages.map((preset) => [preset, "digits"] as const),
  ...ofLinearLayers.map((preset) => [preset, "mnist"] as const),
];

it.each(cases)("%s takes a step on %s, in every phase", async (preset, type) => {
  const { config } = composeConfig({ preset, options: { data: { type } } });
  const shape = [2, ...exampleShape(config.data)];
  const data = Float32Array.from({ length: shape.reduce((size, length) => size * length, 1) }, (_, i) => (i % 7) / 7);
  const batch: ArrayBatch = { x: { data, shape } };
  const trainer = new Trainer(modelOf(config), {
    optimizer: createOptimizers(config.optimizer as OptimizersConfiguration),
    rng: createRng(1),
  });
  const phases = trainer.state.model.phases();
  const isStaged = phases.some(({ active }) => active !== undefined);
  for (const step of isStaged ? [0, 100_000] : [0]) {
    trainer.step = step;
    const active = phases.filter(({ active }) => active?.(step) ?? true).map(({ name }) => name);
    const terms = await trainer.update(batch);
    expect([...terms.keys()].sort()).toEqual(active.sort());
    for (const pending of terms.values()) expect(Object.values(await pending.read()).every(Number.isFinite)).toBe(true);
  }
  trainer.dispose();
});

it("the hybrids weigh a sum over more pixels less", () => {
  const on = (preset: string, type: string) => composeConfig({ preset, options: { data: { type } } }).config.model;
  expect(on("ae-in-gan", "mnist")).toMatchObject({ latent: 32, reconstructionWeight: 0.1 });
  expect(on("ae-in-gan", "digits")).toMatchObject({ latent: 32, reconstructionWeight: 1 });
  expect(on("vae-gan", "mnist")).toMatchObject({ latent: 8, beta: 0.5, adversarialWeight: 5 });
  expect(on("vae-gan", "digits")).toMatchObject({ latent: 8, beta: 0.1, adversarialWeight: 0.5 });
});

it("the dense autoencoders have codes of ReLUs", () => {
  for (const preset of ["dense-autoencoder", "denoising-autoencoder"]) {
    const model = modelOf(composeConfig({ preset, options: {} }).config);
    const context = createContext({ rng: createRng(1) });
    const codes = tidy(() => canEncode(model) && [...model.encode(ones([1, 8, 8, 1]), context).dataSync()]) as number[];
    expect([codes.length, Math.min(...codes)]).toEqual([32, 0]);
  }
});

it("the dense autoencoders are as described, and have smaller batches on the digits", () => {
  for (const preset of ["dense-autoencoder", "denoising-autoencoder"]) {
    const on = (type: string) => composeConfig({ preset, options: { data: { type } } }).config;
    expect(on("mnist")).toMatchObject({ batchSize: 256, epochs: 50 });
    expect(on("digits")).toMatchObject({ batchSize: 32, epochs: 100 });
    expect(composeConfig({ preset, options: { steps: 7, batchSize: 5 } }).config).toMatchObject({
      batchSize: 5,
      steps: 7,
    });
  }
});
