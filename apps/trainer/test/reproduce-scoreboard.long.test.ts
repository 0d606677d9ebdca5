import "@tensorflow/tfjs-backend-cpu";
import { createHash } from "node:crypto";
import { copyFile, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { createRng } from "@genlab/core";
import { digits, fromArrays, take } from "@genlab/data";
import { createGan } from "@genlab/gan";
import { createModel, models } from "@genlab/zoo";
import { memory, setBackend } from "@tensorflow/tfjs-core";
import { decode, encode } from "fast-png";
import { beforeAll, describe, expect, it } from "vitest";
import { drawFromMixture, drawSamples } from "../src/outputs/draw-samples.js";
import { obtainClassifier } from "../src/reproduce/scoreboard/classifier.js";
import { judge } from "../src/reproduce/scoreboard/judge.js";
import { meanImage } from "../src/reproduce/scoreboard/mean-image.js";
import { scoreImages } from "../src/reproduce/scoreboard/score-images.js";
import { scoreboardTable } from "../src/reproduce/scoreboard/scoreboard-table.js";
import { spread } from "../src/reproduce/scoreboard/spread.js";
import { trainClassifier } from "../src/reproduce/scoreboard/train-classifier.js";
import { genlab, workFolder } from "./genlab.js";

const folder = workFolder();
const fileOf = (...path: string[]) => readFile(join(folder.path, ...path));
const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

beforeAll(() => setBackend("cpu"));

it("genlab reproduce scoreboard measures models with their defaults", async () => {
  const words = ["--data", "digits", "--steps", "2", "--seeds", "1", "--samples", "20", "--engine", "wasm"];
  const asked = ["reproduce", "scoreboard", ...words, "--model", "vae", "gan", "--out", "board"];
  const { code, stdout, stderr } = await genlab(folder.path, asked);
  expect([code, stderr]).toEqual([0, ""]);
  const table = String(await fileOf("board", "scoreboard.md"));
  expect(stdout).toContain(table);
  expect(stdout).toMatch(/\nvae {2}seed 0 {2}Fréchet .* psnr .*\ngan {2}seed 0 {2}Fréchet /);

  const { classifier, samples, real, meanImage, results } = JSON.parse(
    String(await fileOf("board", "scoreboard.json")),
  );
  expect(classifier.sha256).toBe(sha256(await fileOf("board", "classifier.safetensors")));
  expect(table).toContain(classifier.sha256);
  expect(classifier.accuracy).toBeGreaterThan(0.85);
  expect(samples).toBe(20);
  const [vae, gan] = results.map(({ runs }: { runs: object[] }) => runs[0]);
  for (const run of [vae, gan]) expect(run).toMatchObject({ seed: 0, steps: 2, drawnFrom: "prior" });
  expect([vae.psnr > 0, gan.psnr]).toEqual([true, undefined]);
  // other samples, of the model that has codes
  expect([vae.frechetByMixture > real.frechet, gan.frechetByMixture]).toEqual([true, undefined]);
  expect(vae.frechetByMixture).not.toBe(vae.frechet);
  for (const { frechet } of [vae, gan, meanImage]) expect(frechet).toBeGreaterThan(real.frechet);
  expect([meanImage.entropy, meanImage.recall]).toEqual([0, 0]);
  // what `genlab train gan` has
  expect(results[1].config).toMatchObject({ batchSize: 64, seed: 0, optimizer: models.gan.optimizer });
  // with all settings, so that a run that was kept is not taken for one of other defaults
  for (const { config } of results) {
    expect(Object.keys(config.model)).toEqual(expect.arrayContaining(["latent", "channels", "activation"]));
  }
  for (const picture of ["scoreboard", "vae", "gan"]) {
    expect(decode(await fileOf("board", `${picture}.png`)).width).toBeGreaterThan(500);
  }

  // the same again trains what is not there
  const png = await fileOf("board", "scoreboard.png");
  await rm(join(folder.path, "board", "runs", "gan-0.safetensors"));
  const again = await genlab(folder.path, asked);
  expect([again.code, again.stderr]).toEqual([0, ""]);
  const { results: resumed } = JSON.parse(String(await fileOf("board", "scoreboard.json")));
  expect(resumed[0]).toEqual(results[0]);
  const withoutTime = ({ secondsPerStep, ...figures }: { secondsPerStep: number }) => figures;
  expect(withoutTime(resumed[1].runs[0])).toEqual(withoutTime(gan));
  expect(resumed[1].runs[0].secondsPerStep).not.toBe(gan.secondsPerStep);
  expect(Buffer.compare(await fileOf("board", "scoreboard.png"), png)).toBe(0);
});

it("genlab reproduce scoreboard measures models of a folder's images, which have classes", async () => {
  const write = async (name: string, level: number) => {
    const path = join(folder.path, "shades", name);
    await mkdir(dirname(path), { recursive: true });
    const data = Uint8Array.from({ length: 8 * 8 * 3 }, (_, i) => level + (i % 7));
    await writeFile(path, encode({ width: 8, height: 8, data, channels: 3 }));
  };
  for (let i = 0; i < 200; i++)
    await write(`${i % 2 === 0 ? "dark" : "light"}/${i}.png`, i % 2 === 0 ? i / 4 : 200 - i / 4);
  const words = [
    "--steps",
    "1",
    "--seeds",
    "1",
    "--samples",
    "20",
    "--engine",
    "wasm",
    "--model",
    "vae",
    "conditional-vae",
  ];
  const asked = ["reproduce", "scoreboard", "--data", "shades", "--size", "12", ...words, "--out", "shades-board"];
  const { code, stderr } = await genlab(folder.path, asked);
  expect([code, stderr]).toEqual([0, ""]);
  const { classifier, results } = JSON.parse(String(await fileOf("shades-board", "scoreboard.json")));
  expect(classifier.accuracy).toBe(1);
  expect(results[0].config.data).toMatchObject({ type: "images", size: 12, channels: 3 });
  expect(results[1].config.model.classes).toBe(2);

  await mkdir(join(folder.path, "plain"));
  for (const name of ["a", "b", "c"])
    await copyFile(join(folder.path, "shades", "dark", "0.png"), join(folder.path, "plain", `${name}.png`));
  const refused = await genlab(folder.path, ["reproduce", "scoreboard", "--data", "plain", ...words]);
  expect(refused.code).toBe(2);
  expect(refused.stderr).toContain("The images have no classes. Put every image into the subfolder of its class.");
});

describe("the classifier", () => {
  it("has the same features for the same data, in training and from its file, which is of its data alone", async () => {
    const data = take(await digits(), 130);
    const options = { configuration: { classifier: 1, data: "digits" }, engine: { engine: "cpu" as const }, steps: 1 };
    const before = memory().numTensors;
    const [bytes, again] = [await trainClassifier(data, options), await trainClassifier(data, options)];
    expect(memory().numTensors).toBe(before);
    expect(sha256(again)).toBe(sha256(bytes));

    const path = join(folder.path, "classifier.safetensors");
    await writeFile(path, bytes);
    const wanted = { data: "digits", train: data, engine: options.engine, path };
    const [one, other] = [await obtainClassifier(wanted), await obtainClassifier(wanted)];
    expect(one.sha256).toBe(sha256(bytes));
    const { features, classes } = await judge(one.network, data);
    expect([features.shape, classes.length]).toEqual([[130, 64], 130]);
    expect((await judge(other.network, data)).features.data).toEqual(features.data);
    await expect(obtainClassifier({ ...wanted, data: "mnist" })).rejects.toThrow(
      'classifier.safetensors is of {"classifier":1,"data":"digits"}, but the scoreboard needs {"classifier":1,"data":"mnist"}.',
    );
  });
});

describe("scores", () => {
  const features = { data: Float32Array.of(0, 1, 2, 0, 3, 3, 7, 1, 4, 2), shape: [5, 2] };
  const test = { features, classes: [0, 1, 2, 3, 4] };

  it("of the test images themselves are those of a perfect model", () => {
    const { frechet, precision, recall, entropy } = scoreImages(test, test);
    expect(frechet).toBeCloseTo(0, 10);
    expect([precision, recall]).toEqual([1, 1]);
    expect(entropy).toBeCloseTo(Math.log2(5), 12);
  });

  it("do not depend on the scale of the features", () => {
    const others = { data: Float32Array.of(1, 1, 2, 4, 3, 0, 7, 7, 1, 2), shape: [5, 2] };
    const eightfold = ({ data, shape }: typeof features) => ({ data: data.map((value) => 8 * value), shape });
    const { classes } = test;
    const scaled = scoreImages({ features: eightfold(features), classes }, { features: eightfold(others), classes });
    const { frechet, kernel } = scoreImages(test, { features: others, classes });
    expect(scaled.frechet).toBeCloseTo(frechet, 10);
    expect(scaled.kernel).toBeCloseTo(kernel, 10);
  });
});

it("samples are drawn in parts, each of its own draws", async () => {
  const shape = [2];
  const model = createGan({ shape, latent: 2, network: "dense", hidden: [3] }, createRng(0));
  const data = fromArrays({ x: { data: new Float32Array(8), shape: [4, ...shape] } });
  const { images, from } = (await drawSamples(model, { data, count: 501, rng: createRng(1) }))!;
  expect([images.shape, from]).toEqual([[501, 2], "prior"]);
  expect(images.data.slice(0, 2)).not.toEqual(images.data.slice(500, 502));
  expect(images.data.slice(500, 502)).not.toEqual(images.data.slice(1000, 1002));
});

it("a model with a prior and codes is drawn from by a mixture too, other samples than by its prior", async () => {
  const shape = [3];
  const model = createModel({ type: "vae", latent: 2, network: "dense", hidden: [4] }, { shape, rng: createRng(0) });
  const data = fromArrays({ x: { data: Float32Array.from({ length: 90 }, (_, i) => Math.sin(i)), shape: [30, 3] } });
  const options = { data, count: 5, rng: createRng(1) };
  const images = (await drawFromMixture(model, options))!;
  const drawn = (await drawSamples(model, options))!;
  expect([images.shape, drawn.from]).toEqual([[5, 3], "prior"]);
  expect(images.data).not.toEqual(drawn.images.data);
  expect(await drawFromMixture(createGan({ shape, latent: 2, network: "dense" }, createRng(0)), options)).toBeNull();
});

it("the mean image is that of the data, and examples are spread over them", () => {
  const data = fromArrays({ x: { data: Float32Array.of(0, 1, 2, 3, 4, 5, 6, 15), shape: [4, 2] } });
  expect(meanImage(data, 2)).toEqual({ data: Float32Array.of(3, 6, 3, 6), shape: [2, 2] });
  expect([...spread(data, 2).data]).toEqual([0, 1, 4, 5]);
});

it("a table has means and errors between real images and the mean image, and tells what failed", () => {
  const scores = { frechet: 1, kernel: 0.5, precision: 0.5, recall: 0.25, entropy: 3 };
  const run = { ...scores, seed: 0, steps: 9, secondsPerStep: 0.02, drawnFrom: "mixture" as const };
  const results = [
    { model: "autoencoder", runs: [run, { ...run, seed: 1, frechet: 3 }, { seed: 2, failure: "It is not finite." }] },
    { model: "vae", runs: [{ ...run, drawnFrom: "prior" as const, frechetByMixture: 0.75 }] },
  ];
  expect(scoreboardTable({ real: scores, meanImage: { ...scores, psnr: 10 } }, results).slice(2)).toEqual([
    "| images of the training part |  | 1.00 |  | 0.500 | 50.0 | 25.0 | 3.00 |  |  |",
    "| autoencoder \\* (2 of 3 runs) | 9 | 2.00 ± 1.00 |  | 0.500 ± 0.000 | 50.0 ± 0.0 | 25.0 ± 0.0 | 3.00 ± 0.00 |  | 20 ± 0 |",
    "| vae | 9 | 1.00 | 0.75 | 0.500 | 50.0 | 25.0 | 3.00 |  | 20 |",
    "| the mean image |  | 1.00 |  | 0.500 | 50.0 | 25.0 | 3.00 | 10.0 |  |",
    "",
    "\\* has no prior: drawn by a mixture of ten Gaussians that is fitted to its codes.",
    "",
    "autoencoder, seed 2: It is not finite.",
  ]);
});
