import "@tensorflow/tfjs-backend-cpu";
import { setBackend } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import { expectAsEager, type Recipe, recipes } from "../../zoo/test/recipes-as-eager.js";
import { createOnnxExecutor, type Ort } from "../src/index.js";
import { BLOCKED } from "../src/lower-blocked.js";
import { probe } from "../src/runtime/probe.js";
import { openNative } from "./open-native.js";

beforeAll(async () => {
  await setBackend("cpu");
});

/** Convolutions of a size that has blocked kernels. */
const digits: readonly Recipe[] = [
  { type: "vae", latent: 4, channels: [16, 32] } as const,
  { type: "gan", latent: 4, channels: [16, 32] } as const,
].map((configuration) => {
  return { name: `${configuration.type} of 28 × 28 pixels`, configuration, steps: 2, shape: [28, 28, 1], batchSize: 2 };
});

// as the trainer runs it
const ort = openNative();

describe("the steps of every model in ONNX Runtime are those of the eager executor on the cpu backend", () => {
  it.each(recipes)("$name", async (recipe) => expectAsEager(recipe, await createOnnxExecutor(ort, { threads: 1 })));

  it.each(digits)("$name, in blocks of channels", async (recipe) => {
    const found = await probe(ort, (model) => ort.InferenceSession.create(model, {}));
    const models: Uint8Array[] = [];
    const create: Ort["InferenceSession"]["create"] = (model, options) => {
      models.push(model);
      return ort.InferenceSession.create(model, options);
    };
    const watched = { ...ort, InferenceSession: { create } };
    await expectAsEager(recipe, await createOnnxExecutor(watched, { threads: 1 }));
    const isBlocked = models.some((model) => Buffer.from(model).includes(BLOCKED));
    expect(isBlocked).toBe("blockSize" in found && found.blockSize !== undefined);
  });
});
