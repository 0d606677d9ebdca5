import "@tensorflow/tfjs-backend-cpu";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import {
  type Context,
  createContext,
  createRng,
  type Decodes,
  type Encodes,
  type EncodesClasses,
  type Model,
  type Scores,
  toTensor,
} from "@genlab/core";
import { digits, encodeNpy, type NdArray, readNpy } from "@genlab/data";
import { encodeSafetensors } from "@genlab/safetensors";
import { readCheckpoint } from "@genlab/trainers/node";
import { loadModel } from "@genlab/zoo";
import { type Tensor, tidy } from "@tensorflow/tfjs-core";
import { decode, decodeApng } from "fast-png";
import { beforeAll, describe, expect, it } from "vitest";
import type { RunConfig } from "../src/config/run-config.js";
import { savedModel } from "../src/runs/saved-model.js";
import { tiny, workFolder } from "./genlab.js";
import { inProcess } from "./in-process.js";

const folder = workFolder();
const at = (...path: string[]) => join(folder.path, ...path);
const bytes = (...path: string[]) => readFile(at(...path));
const array = async (...path: string[]) => readNpy(new Uint8Array(await bytes(...path)));
const use = (command: string, run: string, ...words: string[]) => inProcess(folder.path, [command, at(run), ...words]);
const refusal = async (...words: Parameters<typeof use>) => {
  const { code, stderr } = await use(...words);
  expect(code).toBe(2);
  return stderr.replaceAll(folder.path, "");
};
const context = (): Context => createContext({ rng: createRng(0) });

async function modelOf(run: string): Promise<Model & Encodes & Decodes & Scores> {
  const checkpoint = await readCheckpoint(at(run, "checkpoint.safetensors"));
  return savedModel(checkpoint.configuration as RunConfig, checkpoint) as never;
}
const valuesOf = (make: () => Tensor) => new Float32Array(tidy(() => make().dataSync<"float32">()));
const train = (model: object, out: string, ...words: string[]) =>
  inProcess(folder.path, [
    ...["train", "--engine", "cpu", "--steps", "3", "--batch", "20", "--out", at(out)],
    ...["--set", `model=${JSON.stringify(model)}`, ...words],
  ]);
const small = { network: "dense", hidden: [8], latent: 2 };

beforeAll(async () => {
  await inProcess(folder.path, [...tiny, "--steps", "5", "--set", "average.decay=0.5", "--out", at("vae")]);
  await train({ type: "gan", ...small, latent: 3 }, "gan");
  await train({ type: "denoising-autoencoder", ...small }, "restorer");
  await train({ type: "autoencoder", ...small }, "points", "--data", "ring");
}, 300_000);

describe("genlab encode", () => {
  it("writes what model.encode gives, to the bit, of the moving average", async () => {
    const { code, stdout } = await use("encode", "vae", "--batch", "100");
    expect(code).toBe(0);
    expect(stdout).toContain("encode.npy (297 codes of [2], of the test part of digits (297 examples))\n");
    const model = await modelOf("vae");
    const test = await digits({ part: "test" });
    const { x } = test.batch(Array.from({ length: 297 }, (_, index) => index));
    const codes = await array("vae", "encode.npy");
    expect(codes.shape).toEqual([297, 2]);
    expect(codes.data).toEqual(valuesOf(() => model.encode(toTensor(x!), context())));
  });

  it("writes the same compiled as eagerly, within 1e-5", async () => {
    await use("encode", "vae", "--engine", "compiled", "--batch", "100", "--out", at("compiled.npy"));
    const [eager, compiled] = [await array("vae", "encode.npy"), await array("compiled.npy")];
    expect(compiled.shape).toEqual(eager.shape);
    const far = compiled.data.map((code, i) => Math.abs(code - eager.data[i]!) / Math.max(1, Math.abs(eager.data[i]!)));
    expect(Math.max(...far)).toBeLessThan(1e-5);
  });

  it("writes CSV with names and classes, whose numbers are read back as they were", async () => {
    await use("encode", "vae", "--out", at("codes.csv"), "--count", "20");
    const codes = await array("vae", "encode.npy");
    const { y } = (await digits({ part: "test" })).batch([0, 1, 2, 3, 4]);
    const [head, ...rows] = (await bytes("codes.csv")).toString().trimEnd().split("\n");
    expect(head).toBe("name,class,z0,z1");
    expect(rows).toHaveLength(20);
    rows.forEach((row, index) => {
      const [name, label, ...numbers] = row.split(",");
      expect(name).toBe(`${index}`);
      if (index < 5) expect(Number(label)).toBe(y!.data[index]);
      expect(numbers.map((number) => Math.fround(Number(number)))).toEqual([
        ...codes.data.subarray(2 * index, 2 * index + 2),
      ]);
    });
  });

  it("takes bytes and numbers in [0, 1], whatever the run was trained on", async () => {
    const { x } = (await digits({ part: "test" })).batch([3, 4]);
    const levels = Uint8Array.from(x!.data, (value) => Math.round(255 * value));
    await writeFile(at("bytes.npy"), encodeNpy({ data: levels, shape: [2, 8, 8] }));
    const real = Float32Array.from(levels, (value) => value / 255);
    await writeFile(at("real.npy"), encodeNpy({ data: real, shape: [2, 64] }));
    for (const name of ["bytes", "real"]) {
      await use("encode", "vae", "--inputs", at(`${name}.npy`), "--out", at(`${name}-codes.npy`));
    }
    const model = await modelOf("vae");
    const expected = valuesOf(() => model.encode(toTensor({ data: real, shape: [2, 8, 8, 1] }), context()));
    expect((await array("bytes-codes.npy")).data).toEqual(expected);
    expect((await array("real-codes.npy")).data).toEqual(expected);
  });

  it("encodes examples as those of their classes, where the model does, and no others", async () => {
    await train({ type: "conditional-vae", ...small }, "conditional");
    expect((await use("encode", "conditional")).code).toBe(0);
    const checkpoint = await readCheckpoint(at("conditional", "checkpoint.safetensors"));
    const model = savedModel(checkpoint.configuration as RunConfig, checkpoint) as never as EncodesClasses;
    const { x, y } = (await digits({ part: "test" })).batch(Array.from({ length: 297 }, (_, index) => index));
    const expected = valuesOf(() => model.encodeClasses(toTensor(x!), toTensor(y!), context()));
    expect((await array("conditional", "encode.npy")).data).toEqual(expected);
    const codes = JSON.parse((await bytes("conditional", "codes.json")).toString());
    expect([codes.points.length, codes.classes.length, codes.size]).toEqual([297, 297, 2]);
    await writeFile(at("unlabelled.npy"), encodeNpy({ data: x!.data.slice(0, 128), shape: [2, 8, 8, 1] }));
    expect(await refusal("encode", "conditional", "--inputs", at("unlabelled.npy"))).toBe(
      "error: The model encodes an example as one of its class, and the examples have no classes. Give such as have its classes: 0, 1, 2, 3, 4, 5, 6, 7, 8, 9.\n",
    );
  });

  it("takes a folder of images, and one image, by the names that they have", async () => {
    await use("sample", "vae", "--count", "4", "--out", at("drawn"));
    await mkdir(at("photos"));
    for (const name of ["1", "2"]) {
      await mkdir(at("photos", `kind ${name}`));
      await writeFile(at("photos", `kind ${name}`, "a,b.png"), await bytes("drawn", `000${name}.png`));
    }
    await use("encode", "vae", "--inputs", at("photos"), "--out", at("photos.csv"));
    const rows = (await bytes("photos.csv")).toString().split("\n");
    expect(rows[1]).toMatch(/^"kind 1\/a,b\.png",kind 1,/);
    const { data } = decode(await bytes("drawn", "0002.png"));
    const grey = Float32Array.from({ length: 64 }, (_, pixel) => Number(data[3 * pixel]) / 255);
    await use("encode", "vae", "--inputs", at("drawn", "0002.png"), "--out", at("one.npy"));
    const model = await modelOf("vae");
    const codes = await array("one.npy");
    expect(codes.shape).toEqual([1, 2]);
    expect(codes.data).toEqual(valuesOf(() => model.encode(toTensor({ data: grey, shape: [1, 8, 8, 1] }), context())));
  });

  it("refuses what the model cannot do or take, and a place that is taken", async () => {
    expect(await refusal("encode", "gan")).toMatchInlineSnapshot(`
      "error: The model "gan" cannot encode: it has no encoder. What it can: \`genlab sample\`, \`genlab interpolate\`, \`genlab traverse\`, \`genlab animate\`, \`genlab decode\`, \`genlab score\`, \`genlab export\`.
      "
    `);
    expect(await refusal("encode", "vae", "--out", at("codes.csv"))).toMatchInlineSnapshot(`
      "error: /codes.csv is there already. Choose another name, or replace it with --overwrite.
      "
    `);
    expect(await refusal("encode", "vae", "--out", at("codes.txt"))).toMatchInlineSnapshot(`
      "error: The result cannot be written to "/codes.txt": its name must end in .npy or .csv.
      "
    `);
    expect(await refusal("encode", "vae", "--out", at("nowhere", "codes.npy"))).toMatchInlineSnapshot(`
      "error: The folder nowhere does not exist. Make it, or choose another for --out.
      "
    `);
    expect(await refusal("encode", "vae", "--inputs", at("nothing"))).toMatchInlineSnapshot(`
      "error: There is no file or folder /nothing.
      "
    `);
    expect(await refusal("encode", "points", "--inputs", at("drawn"))).toMatchInlineSnapshot(`
      "error: drawn holds images, but the model takes vectors of 2 numbers. Give --inputs a file of arrays.
      "
    `);
    expect(await refusal("encode", "vae", "--set", "data.range=[0,9]")).toMatchInlineSnapshot(`
      "error: --set says how --inputs are read. Give both.
      "
    `);
    expect(
      await refusal("encode", "vae", "--inputs", at("bytes.npy"), "--set", "model.latent=3"),
    ).toMatchInlineSnapshot(`
      "error: --set model has no effect here: it says how --inputs are read, such as data.range=[0,255].
      "
    `);
    expect(await refusal("encode", "vae", "--inputs", at("bytes.npy"), "--part", "test")).toMatchInlineSnapshot(`
      "error: --part is of the run's own data, and --inputs are others. Give one of them.
      "
    `);
    await writeFile(at("wide.npy"), encodeNpy({ data: new Float32Array(18), shape: [2, 9] }));
    expect(await refusal("encode", "vae", "--inputs", at("wide.npy"))).toMatchInlineSnapshot(`
      "error: wide.npy has the shape [2, 9], but examples of the model are [8, 8, 1]. Give [count, 8, 8, 1].
      "
    `);
  });
});

describe("genlab decode", () => {
  it("writes what model.decode gives, to the bit, as an array or pictures", async () => {
    await use("encode", "vae", "--count", "7", "--out", at("z.npy"));
    await use("decode", "vae", "--inputs", at("z.npy"), "--out", at("x.npy"), "--batch", "3");
    const [codes, examples] = [await array("z.npy"), await array("x.npy")];
    const model = await modelOf("vae");
    expect(examples.shape).toEqual([7, 8, 8, 1]);
    expect(examples.data).toEqual(valuesOf(() => model.decode(toTensor(codes), context())));
    await use("decode", "vae", "--inputs", at("z.npy"), "--out", at("each"), "--count", "2");
    expect(await readdir(at("each"))).toEqual(["0000.png", "0001.png"]);
    const { data, width } = decode(await bytes("each", "0001.png"));
    expect(width).toBe(8);
    expect(data[3 * 20]).toBe(Math.round(255 * examples.data[64 + 20]!));
  });

  it("refuses codes of another model, and a class where there is none", async () => {
    expect(await refusal("decode", "gan", "--inputs", at("z.npy"))).toMatchInlineSnapshot(`
      "error: /z.npy has the shape [7, 2], but codes of the model are [count, 3]. Give those that \`genlab encode\` makes with this run.
      "
    `);
    expect(await refusal("decode", "vae", "--inputs", at("z.npy"), "--class", "1")).toMatchInlineSnapshot(`
      "error: The model has no classes to decode as. Leave out --class.
      "
    `);
    expect(await refusal("decode", "vae", "--inputs", at("no.npy"))).toMatchInlineSnapshot(`
      "error: There is no file no.npy. Give one that \`genlab encode\` wrote.
      "
    `);
  });
});

describe("genlab interpolate", () => {
  it("goes from example to example by their codes, in a line or an arc", async () => {
    const { x } = (await digits({ part: "test" })).batch([10, 11]);
    await writeFile(at("pair.npy"), encodeNpy(x!));
    const way = async (path: string) => {
      const words = ["--inputs", at("pair.npy"), "--count", "1", "--steps", "3", "--path", path];
      await use("interpolate", "vae", ...words, "--out", at(`${path}.npy`));
      return array(`${path}.npy`);
    };
    const model = await modelOf("vae");
    const [a, b, c, d] = valuesOf(() => model.encode(toTensor(x!), context()));
    const angle = Math.acos((a! * c! + b! * d!) / (Math.hypot(a!, b!) * Math.hypot(c!, d!)));
    const weight = Math.sin(angle / 2) / Math.sin(angle);
    const middles = { linear: [(a! + c!) / 2, (b! + d!) / 2], spherical: [weight * (a! + c!), weight * (b! + d!)] };
    for (const [path, middle] of Object.entries(middles)) {
      const codes = { data: Float32Array.of(a!, b!, middle[0]!, middle[1]!, c!, d!), shape: [3, 2] };
      const expected = valuesOf(() => model.decode(toTensor(codes), context()));
      const { data, shape } = await way(path);
      expect(shape).toEqual([3, 8, 8, 1]);
      for (const [i, value] of data.entries()) expect(value).toBeCloseTo(expected[i]!, 5);
    }
  });

  it("draws the codes of a model that does not encode", async () => {
    expect(await use("interpolate", "gan", "--count", "2", "--steps", "4", "--out", at("gan.npy"))).toMatchObject({
      code: 0,
    });
    const { shape } = await array("gan.npy");
    expect(shape).toEqual([8, 8, 8, 1]);
    expect(await refusal("interpolate", "gan", "--inputs", at("pair.npy"))).toMatchInlineSnapshot(`
      "error: The model has no encoder: its codes are drawn. Leave out --inputs.
      "
    `);
    expect(await refusal("interpolate", "vae", "--inputs", at("pair.npy"))).toMatchInlineSnapshot(`
      "error: 10 examples are needed, and there are 2: 2 examples of pair.npy. Give more, or a smaller --count.
      "
    `);
  });
});

describe("genlab traverse", () => {
  it("changes one number of a code at a time", async () => {
    await use(
      "traverse",
      "vae",
      "--inputs",
      at("pair.npy"),
      "--steps",
      "3",
      "--range",
      "2",
      "--out",
      at("changed.npy"),
    );
    const model = await modelOf("vae");
    const [pair, changed] = [await array("pair.npy"), await array("changed.npy")];
    const [a, b] = valuesOf(() => model.encode(toTensor(pair), context()));
    const codes = { data: Float32Array.of(-2, b!, 0, b!, 2, b!, a!, -2, a!, 0, a!, 2), shape: [6, 2] };
    expect(changed.data).toEqual(valuesOf(() => model.decode(toTensor(codes), context())));
  });

  it("goes by standard deviations where there is no prior", async () => {
    await use("encode", "points", "--part", "train", "--count", "50", "--out", at("ring.npy"));
    await writeFile(at("ring-x.npy"), encodeNpy(await ringOf(50)));
    await use(
      "traverse",
      "points",
      "--inputs",
      at("ring-x.npy"),
      "--codes",
      "1",
      "--steps",
      "2",
      "--range",
      "1",
      "--out",
      at("ring-way.npy"),
    );
    const codes = await array("ring.npy");
    const second = Array.from({ length: 50 }, (_, i) => codes.data[2 * i + 1]!);
    const mean = second.reduce((sum, value) => sum + value / 50, 0);
    const deviation = Math.sqrt(second.reduce((sum, value) => sum + (value - mean) ** 2 / 50, 0));
    const model = await modelOf("points");
    const ends = {
      data: Float32Array.of(codes.data[0]!, mean - deviation, codes.data[0]!, mean + deviation),
      shape: [2, 2],
    };
    const expected = valuesOf(() => model.decode(toTensor(ends), context()));
    for (const [i, value] of (await array("ring-way.npy")).data.entries()) expect(value).toBeCloseTo(expected[i]!, 5);
    expect(await refusal("traverse", "points", "--codes", "2")).toMatchInlineSnapshot(`
      "error: There is no number 2 in a code: codes have 2 numbers, which count from 0.
      "
    `);
  });
});

describe("genlab animate", () => {
  it("writes a moving picture as GIF and APNG", async () => {
    const words = ["--count", "3", "--steps", "2", "--rate", "10", "--walks", "2"];
    const { stdout } = await use("animate", "vae", ...words);
    expect(stdout).toContain("animate.gif (6 pictures, 0.60 s)\n");
    expect((await bytes("vae", "animate.gif")).toString("latin1", 0, 6)).toBe("GIF89a");
    await use("animate", "vae", ...words, "--out", at("moving.png"));
    const { frames, numberOfFrames, width, height } = decodeApng(await bytes("moving.png"));
    expect([numberOfFrames, width, height]).toEqual([6, 2 * 8 * 7 + 7, 8 * 7]);
    expect(frames.map(({ delayNumber, delayDenominator }) => delayNumber / delayDenominator)).toEqual(
      Array(6).fill(0.1),
    );
    const still = decode(await bytes("moving.png"));
    expect(Buffer.from(still.data)).toEqual(Buffer.from(frames[0]!.data));
  });

  it("refuses points, and more pictures than memory is for", async () => {
    expect(await refusal("animate", "points")).toMatchInlineSnapshot(`
      "error: The model makes vectors, which are no pictures. \`genlab interpolate\` draws the way of points.
      "
    `);
    expect(await refusal("animate", "vae", "--count", "100", "--steps", "100")).toMatchInlineSnapshot(`
      "error: 100 times 100 are 10000 pictures, and 2000 are the most. Take fewer.
      "
    `);
  });
});

describe("genlab denoise", () => {
  it("damages and restores the run's data, and takes others as they are", async () => {
    const { code, stdout } = await use("denoise", "restorer", "--out", at("restored.npy"), "--count", "9");
    expect(code).toBe(0);
    expect(stdout).toMatch(/mean of 9 images: \d+\.\d dB damaged, \d+\.\d dB restored\n$/);
    await use("denoise", "restorer", "--inputs", at("pair.npy"), "--out", at("as-given.npy"));
    const model = (await modelOf("restorer")) as unknown as { reconstruct: Encodes["encode"] };
    const pair = await array("pair.npy");
    expect((await array("as-given.npy")).data).toEqual(valuesOf(() => model.reconstruct(toTensor(pair), context())));
    expect(await refusal("denoise", "vae")).toContain('The model "vae" cannot denoise');
  });
});

describe("genlab score", () => {
  it("writes what model.score gives, and the area under the curve of classes", async () => {
    const { stdout } = await use("score", "restorer", "--anomalous", "0", "8");
    const model = await modelOf("restorer");
    const test = await digits({ part: "test" });
    const { x, y } = test.batch(Array.from({ length: 297 }, (_, index) => index));
    const expected = valuesOf(() => model.score(toTensor(x!), context()));
    const rows = (await bytes("restorer", "score.csv")).toString().trimEnd().split("\n");
    expect(rows[0]).toBe("name,class,score");
    const scores = rows.slice(1).map((row) => Math.fround(Number(row.split(",")[2])));
    expect(scores).toEqual([...expected]);
    // the share of pairs in which the anomalous one scores higher
    const labels = Array.from(y!.data, (label) => label === 0 || label === 8);
    const [ones, others] = [true, false].map((wanted) => scores.filter((_, i) => labels[i] === wanted));
    const wins = ones!.flatMap((one) => others!.map((other) => (one > other ? 1 : one === other ? 0.5 : 0)));
    const area = wins.reduce((sum: number, win) => sum + win, 0) / wins.length;
    expect(stdout).toContain(
      `area under the ROC curve: ${area.toFixed(4)}, of ${ones!.length} anomalous and ${others!.length} other examples\n`,
    );
  });

  it("takes labels 0 and 1 for what is normal and what is not, and what a discriminator says", async () => {
    const { x } = (await digits({ part: "test" })).batch([0, 1, 2]);
    await writeFile(at("plain.npy"), encodeNpy(x!));
    const { stdout } = await use("score", "gan", "--inputs", at("plain.npy"), "--out", at("gan.csv"));
    expect(stdout).toContain("negative logits of the discriminator of 3 examples");
    expect(stdout).not.toContain("area");
    await writeFile(
      at("labels.safetensors"),
      encodeSafetensors(
        new Map([
          ["x", x!],
          ["y", { data: Int32Array.of(0, 1, 1), shape: [3] }],
        ]),
      ),
    );
    const labelled = await use("score", "restorer", "--inputs", at("labels.safetensors"), "--out", at("labelled.csv"));
    expect(labelled.stdout).toMatch(/area under the ROC curve: [\d.]+, of 2 anomalous and 1 other example\n/);
    expect(await refusal("score", "restorer", "--anomalous", "11")).toMatchInlineSnapshot(`
      "error: There is no class "11". Did you mean "1"? There are 0, 1, 2, 3, 4, 5, 6, 7, 8, 9.
      "
    `);
    expect(await refusal("score", "gan", "--inputs", at("plain.npy"), "--anomalous", "1")).toMatchInlineSnapshot(`
      "error: The examples have no classes to tell which are anomalous. Leave out --anomalous.
      "
    `);
  });
});

describe("genlab export --format safetensors", () => {
  it("writes weights from which the same model is made, with a card that names no path", async () => {
    const { stdout } = await use("export", "vae", "--format", "safetensors", "--out", at("card"));
    expect(stdout.match(/[\w.]+$/gm)).toEqual(["model.safetensors", "README.md"]);
    // as the card says
    const model = loadModel(new Uint8Array(await bytes("card", "model.safetensors"))) as unknown as Encodes;
    const pair = await array("pair.npy");
    const expected = await modelOf("vae");
    expect(valuesOf(() => model.encode(toTensor(pair), context()))).toEqual(
      valuesOf(() => expected.encode(toTensor(pair), context())),
    );
    const card = (await bytes("card", "README.md")).toString();
    expect(card).toContain("moving average of the weights, of decay 0.5");
    expect(card).toMatch(/\| vae\.total \| \d+\.\d+ \|/);
    expect(card).not.toContain(folder.path);
    expect(await refusal("export", "vae", "--format", "safetensors", "--out", at("card"))).toMatchInlineSnapshot(`
      "error: The folder card is not empty. Choose another, or replace files in it with --overwrite.
      "
    `);
    expect(await refusal("export", "vae", "--format", "safetensors", "--batch", "3")).toMatchInlineSnapshot(`
      "error: --batch is of ONNX files; those of safetensors have none. Leave it out.
      "
    `);
  });
});

/** The first of the points that the run was trained on. */
async function ringOf(count: number): Promise<NdArray> {
  const { loadData } = await import("../src/data/load-data.js");
  const { rngFor } = await import("../src/runs/rng-for.js");
  const rng = rngFor({ seed: 0 } as RunConfig, "points");
  const { train } = await loadData({ type: "ring" }, { rng, onProgress: () => {} });
  return train.batch(Array.from({ length: count }, (_, index) => index)).x!;
}
