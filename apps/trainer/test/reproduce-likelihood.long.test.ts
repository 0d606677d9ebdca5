import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createRng } from "@genlab/core";
import { fromArrays } from "@genlab/data";
import { estimateLogLikelihood } from "@genlab/metrics";
import { EagerExecutor } from "@genlab/trainers";
import { createVae } from "@genlab/vae";
import { setBackend } from "@tensorflow/tfjs-core";
import "@tensorflow/tfjs-backend-cpu";
import { decode } from "fast-png";
import { describe, expect, it } from "vitest";
import { binarise, uniform } from "../src/reproduce/likelihood/binarise.js";
import { estimateBound } from "../src/reproduce/likelihood/estimate-bound.js";
import { likelihoodSetups } from "../src/reproduce/likelihood/likelihood-setups.js";
import { likelihoodTable } from "../src/reproduce/likelihood/likelihood-table.js";
import { genlab, workFolder } from "./genlab.js";

const folder = workFolder();
const fileOf = (...path: string[]) => readFile(join(folder.path, ...path));

describe("genlab reproduce likelihood", () => {
  it("trains, estimates, and writes a table, the numbers and a picture", async () => {
    await writeMnist(join(folder.path, "mnist"));
    const words = ["reproduce", "likelihood", "--data-dir", "mnist", "--engine", "wasm", "--out", "likelihood"];
    const short = ["--seeds", "2", "--epochs", "1", "--images", "11", "--samples", "3"];
    const { code, stdout, stderr } = await genlab(folder.path, [...words, ...short]);
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toMatch(/^vae {2}seed 0 {2}-\d+\.\d\d nats {2}training \d+ s, estimate \d+ s\nvae {2}seed 1 /);
    expect(stdout).toContain(await fileOf("likelihood", "likelihood.md").then(String));
    const { results, samples, images } = JSON.parse(await fileOf("likelihood", "likelihood.json").then(String));
    expect([samples, images]).toEqual([3, 11]);
    // after two updates each of 784 pixels still costs about log 2
    const bounds = results.flatMap(({ runs }: { runs: { bound: number }[] }) => runs.map(({ bound }) => bound));
    expect(bounds).toHaveLength(4);
    for (const bound of bounds) expect(Math.abs(bound + 784 * Math.LN2)).toBeLessThan(25);
    // twelve images in a row, of 28 pixels, twice as large
    const { width } = decode(await fileOf("likelihood", "likelihood.png"));
    expect(width).toBe(12 * 58 - 2 + 16);
  });
});

describe("binarised images", () => {
  // 784 grey pixels of 0.3 in each of two images to train on and one to test on
  const grey = (count: number) =>
    fromArrays({ x: { data: new Float32Array(count * 784).fill(0.3), shape: [count, 784] } });
  const { train, test } = binarise({ train: grey(2), test: grey(1) });

  it("are 1 as often as they are bright, always the same, and each its own", () => {
    const pixels = [...train.batch([0, 1]).x!.data];
    expect(new Set(pixels)).toEqual(new Set([0, 1]));
    const ones = pixels.reduce((sum, value) => sum + value, 0);
    expect(Math.abs(ones / 1568 - 0.3)).toBeLessThan(3 * Math.sqrt((0.3 * 0.7) / 1568)); // binomial deviations
    expect([...train.batch([1]).x!.data]).toEqual(pixels.slice(784));
    expect(pixels.slice(784)).not.toEqual(pixels.slice(0, 784));
    expect([...test.batch([0]).x!.data]).not.toEqual(pixels.slice(0, 784));
  });

  it("follow from the numbers that NumPy computes", () => {
    // bench/peers/likelihood_torch.py: uniform(np.array([0, 1, 783, 54_879_999], np.uint32)) * 2**32
    const integers = [0, 1, 783, 54_879_999].map((integer) => uniform(integer) * 2 ** 32);
    expect(integers).toEqual([0, 1_364_076_727, 1_707_106_057, 380_675_836]);
  });
});

it("the bound is that of metrics, for the same draws", async () => {
  await setBackend("cpu");
  const model = createVae({ shape: [6], latent: 2, network: "dense", hidden: [5] }, createRng(0));
  const data = Float32Array.from({ length: 13 * 6 }, (_, index) => (index * 7) % 2);
  const images = fromArrays({ x: { data, shape: [13, 6] } }); // one batch of ten, one of three
  const bound = await estimateBound(model, images, { samples: 4, executor: new EagerExecutor(), rng: createRng(1) });
  const parts = [images.batch([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]), images.batch([10, 11, 12])].map((batch, step) =>
    estimateLogLikelihood(model, [batch], { samples: 4, rng: createRng(1).fork(`${step}`) }),
  );
  const [first, second] = await Promise.all(parts);
  expect(bound).toBeCloseTo((10 * first!.bound + 3 * second!.bound) / 13, 5);
});

it("a table gives the mean, its standard error and the range beside the published figure", () => {
  const seconds = { training: 1, estimate: 1 };
  const runs = [-90, -92].map((bound, seed) => ({ seed, bound, seconds }));
  expect(likelihoodTable([{ setup: likelihoodSetups.vae!, runs }]).at(-1)).toBe(
    "| VAE | -91.00 ± 1.00 | -92.00, -90.00 | -88.71 |",
  );
});

/** The IDX files of 200 images to train on and 20 to test on, all noise. */
async function writeMnist(path: string): Promise<void> {
  await mkdir(path);
  const rng = createRng(0);
  for (const [prefix, count] of Object.entries({ train: 200, t10k: 20 })) {
    const pixels = Array.from({ length: count * 784 }, () => Math.floor(256 * rng.random()));
    const images = [0, 0, 8, 3, 0, 0, 0, count, 0, 0, 0, 28, 0, 0, 0, 28, ...pixels];
    const labels = [0, 0, 8, 1, 0, 0, 0, count, ...pixels.slice(0, count).map(() => 0)];
    await writeFile(join(path, `${prefix}-images-idx3-ubyte`), Uint8Array.from(images));
    await writeFile(join(path, `${prefix}-labels-idx1-ubyte`), Uint8Array.from(labels));
  }
}
