import "@tensorflow/tfjs-backend-cpu";
import { createOnnxExecutor } from "@genlab/onnx";
import { itIsAModel } from "@genlab/testing";
import { createModel } from "@genlab/zoo";
import { setBackend } from "@tensorflow/tfjs-core";
import * as ort from "onnxruntime-node";
import { beforeAll, describe } from "vitest";
import { shape, tiny, variants } from "./tiny.js";

beforeAll(async () => {
  await setBackend("cpu");
});

const batch = {
  x: { data: Float32Array.from({ length: 64 }, (_, i) => (1 + Math.sin(i)) / 2), shape: [4, ...shape] },
  y: { data: Int32Array.of(0, 2, 1, 0), shape: [4] },
};

/** Those with a gradient that is zero but for rounding: of the critic's last bias, or of biases in front of batch norms. */
const balanced: readonly string[] = [
  "gan, relativistic to the mean",
  "wgan-gp, one-sided",
  "ebgan",
  "ebgan, margin",
  "adversarial-autoencoder",
  "adversarial-autoencoder, noise",
  "adversarial-autoencoder, dense with noise",
];

const recipes = [
  ...tiny.map(([name, configuration]) => ({ name, configuration, steps: 200 })),
  ...variants.map(([name, configuration]) => ({ name, configuration, steps: 10 })),
];

describe.each(recipes)("recipe $name", ({ name, configuration, steps }) => {
  itIsAModel({
    create: (rng) => createModel(configuration, { shape, rng }),
    batch,
    steps,
    ...(balanced.includes(name) && { epsilon: 1e-4 }),
    executor: () => createOnnxExecutor(ort, { threads: 1 }),
  });
});
