import "@tensorflow/tfjs-backend-cpu";
import { createRng, disposeModule, namedParameters, type Rng } from "@genlab/core";
import { adam } from "@genlab/optim";
import { Trainer } from "@genlab/trainers";
import { createModel, type ModelConfiguration, models } from "@genlab/zoo";
import { setBackend, zeros } from "@tensorflow/tfjs-core";
import { beforeAll, expect, it } from "vitest";

beforeAll(async () => {
  await setBackend("cpu");
});

/** Draws nothing, so that large models are made in no time. */
const blank = {
  fork: () => blank,
  normal: (shape: number[]) => zeros(shape),
  uniform: (shape: number[]) => zeros(shape),
} as unknown as Rng;

const shapes = [
  [32, 32, 3],
  [100, 100, 3],
  [256, 256, 1],
];

/** What must be given, and what has the size of the data whatever the networks are. */
const given = { classes: 3, components: 4 };

/** Weights of the model, and of its largest layer. */
function weightsOf(type: string, shape: readonly number[]) {
  const { settings } = models[type as keyof typeof models];
  const needs = Object.entries(given).filter(([name]) => name in settings && (type !== "gan" || name !== "classes"));
  const configuration = { type, ...Object.fromEntries(needs) } as unknown as ModelConfiguration;
  const model = createModel(configuration, { shape, rng: blank, examples: 100 });
  const sizes = [...namedParameters(model).values()].map(({ size }) => size);
  disposeModule(model);
  return { all: sizes.reduce((sum, size) => sum + size, 0), largest: Math.max(...sizes) };
}

const types = Object.entries(models)
  .filter(([, { settings }]) => "channels" in settings)
  .map(([type]) => type);

it.each(types)("%s of large images has its weights in convolutions, and few more than of small ones", (type) => {
  for (const shape of shapes) {
    const { all, largest } = weightsOf(type, shape);
    // discriminators of pairs of 32×32 images have 52% in the layer after the convolutions
    expect(largest / all, `${shape}`).toBeLessThan(0.55);
    expect(all, `${shape}`).toBeLessThan(25e6);
  }
});

it.each(["vae", "vae-gan", "gan", "vq-vae", "vq-gan"] as const)("%s of small images is as it was", (type) => {
  for (const shape of [
    [8, 8, 1],
    [28, 28, 1],
    [48, 20, 3],
  ]) {
    const paths = (settings: object) => {
      const model = createModel({ type, ...settings }, { shape, rng: blank });
      const found = [...namedParameters(model)].map(([path, variable]) => `${path} ${variable.shape}`);
      disposeModule(model);
      return found;
    };
    expect(paths({})).toEqual(paths({ channels: type === "gan" ? [64, 128] : [32, 64] }));
  }
});

it.each([
  ["autoencoder", [33, 40, 1], "residual"],
  ["vae", [40, 33, 3], "residual"],
  ["vq-vae", [17, 19, 1], "residual"],
  ["gan", [33, 40, 4], "convolutional"],
  ["gan", [17, 19, 1], "residual"],
  ["bi-gan", [33, 40, 1], "residual"],
  ["vae-gan", [17, 19, 3], "residual"],
  ["vq-gan", [17, 19, 1], undefined],
] as const)("%s takes a step on images of %j, halved three times", async (type, shape, network) => {
  const rng = createRng(1);
  const narrow = { channels: [4, 5, 6], ...(type === "bi-gan" && { hidden: [8] }), ...(network && { network }) };
  const model = createModel({ type, ...narrow } as ModelConfiguration, { shape, rng });
  const trainer = new Trainer(model, { optimizer: adam({ learningRate: 1e-3 }), rng });
  const data = new Float32Array(2 * shape.reduce((size: number, length) => size * length, 1));
  createRng(2).fillUniform(data, 0, 1);
  for (const terms of (await trainer.update({ x: { data, shape: [2, ...shape] } })).values()) {
    expect(Number.isFinite((await terms.read()).total)).toBe(true);
  }
  disposeModule(trainer);
});
