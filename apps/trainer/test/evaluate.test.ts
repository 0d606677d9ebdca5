import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createRng } from "@genlab/core";
import { digits, type NdArray } from "@genlab/data";
import { frechetDistance, kernelDistance, precisionRecall } from "@genlab/metrics";
import { createOnnxFeatures } from "@genlab/onnx";
import { setBackend, tensor } from "@tensorflow/tfjs-core";
import "@tensorflow/tfjs-backend-cpu";
import * as ort from "onnxruntime-node";
import { beforeAll, describe, expect, it } from "vitest";
import { evaluateSamples } from "../src/outputs/evaluate-samples.js";
import { spread } from "../src/reproduce/scoreboard/spread.js";
import { tiny, workFolder } from "./genlab.js";
import { inProcess } from "./in-process.js";

beforeAll(() => setBackend("cpu"));

const folder = workFolder();
const network = fileURLToPath(new URL("../../../packages/onnx/test/fixtures/features.onnx", import.meta.url));
const scaling = ["--output", "pooled", "--mean", "0.5", "0.4", "0.3", "--deviation", "0.2"];

describe("genlab evaluate", () => {
  it("prints and writes what the metrics are in the network's features", { timeout: 300_000 }, async () => {
    await inProcess(folder.path, [...tiny, "--steps", "5", "--out", "run"]);
    const words = ["evaluate", "run", "--features", network, ...scaling, "--samples", "50", "--training", "90"];
    const { code, stdout, stderr } = await inProcess(folder.path, words);
    expect([code, stderr]).toEqual([0, ""]);
    const { samples, training, ...rest } = JSON.parse(
      await readFile(join(folder.path, "run", "evaluation.json"), "utf8"),
    );
    expect(rest).toMatchObject({
      ...{ step: 5, seed: 0, count: 50, trainingCount: 90, features: 5, drawnFrom: "prior" },
      network: { output: "pooled", mean: [0.5, 0.4, 0.3], deviation: [0.2], antialias: true },
    });
    expect(rest.network.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(stdout.split("\n")).toEqual([
      "Measured on wasm, which is faster than the engine of the run; --engine cpu takes that.",
      "50 samples from the prior and 50 test images, in 5 features; copies are looked for among 90 training images.",
      "",
      "|  | Fréchet distance | kernel distance | precision | recall | FLD | generalisation gap |",
      "| --- | --- | --- | --- | --- | --- | --- |",
      expect.stringMatching(/^\| samples \|( -?[\d.e+-]+ \|){6}$/),
      expect.stringMatching(/^\| 50 training images \|( -?[\d.e+-]+ \|){4} {2}\| {2}\|$/),
      "",
      "run/evaluation.json",
      "",
    ]);

    const features = await createOnnxFeatures(ort, new Uint8Array(await readFile(network)), {
      ...{ output: "pooled", mean: [0.5, 0.4, 0.3], deviation: 0.2 },
    });
    const real = await features.of(spread(await digits({ part: "test" }), 50));
    const trained = await features.of(spread(await digits({ part: "train" }), 50));
    await features.dispose();
    expect(training.frechet).toBeCloseTo(frechetDistance(real, trained), 8);
    expect(training.kernel).toBeCloseTo(kernelDistance(real, trained), 8);
    expect(training).toMatchObject(precisionRecall(real, trained));
    expect(samples.frechet).toBeGreaterThan(2 * training.frechet); // of a model that is hardly trained
  });

  it("tells a model that gives its training data back", async () => {
    const data = { train: await digits({ part: "train" }), test: await digits({ part: "test" }) };
    const features = await createOnnxFeatures(ort, new Uint8Array(await readFile(network)));
    const scored = async (images: NdArray) => {
      const model = { phases: () => [], sample: () => tensor(images.data, [...images.shape]) };
      const options = { data, features, count: 60, trainingCount: 600, rng: createRng(1) };
      return (await evaluateSamples(model, options)).samples;
    };
    // every tenth of the 600 that copies are looked for among
    const copied = await scored(data.train.batch(Array.from({ length: 60 }, (_, i) => i * 25)).x!);
    const fresh = await scored(data.train.batch(Array.from({ length: 60 }, (_, i) => i * 25 + 1)).x!);
    await features.dispose();
    expect(copied.generalizationGap).toBeLessThan(fresh.generalizationGap - 100);
    expect(copied.divergence).toBeGreaterThan(fresh.divergence);
  });

  const error = async (...words: string[]) => {
    const { code, stderr } = await inProcess(folder.path, ["evaluate", ...words]);
    expect(code).toBe(2);
    return stderr;
  };

  it("refuses a network that it does not have", { timeout: 300_000 }, async () => {
    expect(await error("run", "--features", "none.onnx")).toMatchInlineSnapshot(`
      "error: none.onnx could not be read (ENOENT). Give a network as an .onnx file by --features.
      "
    `);
    expect(await error("run", "--features", network, "--output", "x")).toMatchInlineSnapshot(`
      "error: createOnnxFeatures: the network has no output "x". It has "logits", "pooled".
      "
    `);
  });

  it("refuses numbers that are none, and a run on points", { timeout: 300_000 }, async () => {
    expect(await error("run", "--features", network, "--mean", "a")).toMatchInlineSnapshot(`
      "error: option '--mean <numbers...>' argument 'a' is invalid. Expected numbers.
      "
    `);
    const model = 'model={"type":"vae","network":"dense","hidden":[8],"latent":2}';
    const words = ["train", "--data", "ring", "--engine", "cpu", "--steps", "1", "--set", model, "--out", "points"];
    await inProcess(folder.path, words);
    expect(await error("points", "--features", network)).toMatchInlineSnapshot(`
      "error: The run is on "ring", which are no images for a network to look at.
      "
    `);
  });
});
