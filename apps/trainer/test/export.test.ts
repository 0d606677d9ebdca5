import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import {
  type Context,
  canDecode,
  canDiscriminate,
  canEncode,
  canReconstruct,
  canSample,
  canScore,
  createContext,
  createRng,
  disposeModule,
} from "@genlab/core";
import { readCheckpoint } from "@genlab/trainers/node";
import { createModel } from "@genlab/zoo";
import { mul, setBackend, type Tensor as TfTensor, tensor, tidy } from "@tensorflow/tfjs-core";
import "@tensorflow/tfjs-backend-cpu";
import { InferenceSession, Tensor } from "onnxruntime-node";
import { beforeAll, describe, expect, it } from "vitest";
import { tiny as recipes } from "../../../packages/zoo/test/tiny.js";
import type { RunConfig } from "../src/config/run-config.js";
import { onnxFiles } from "../src/outputs/onnx-files.js";
import { savedModel } from "../src/runs/saved-model.js";
import { tiny, workFolder } from "./genlab.js";
import { inProcess } from "./in-process.js";

const folder = workFolder();

beforeAll(async () => {
  await setBackend("cpu");
});

const fileOf = (...path: string[]) => readFile(join(folder.path, ...path));

it("the card names the engine that trained, whatever exports", async () => {
  await inProcess(folder.path, [...tiny, "--engine", "wasm", "--steps", "1", "--out", "wasm"]);
  const { code } = await inProcess(folder.path, ["export", "wasm", "--format", "safetensors"]);
  expect(code).toBe(0);
  expect(`${await fileOf("wasm", "safetensors", "README.md")}`).toContain("| engine | wasm |");
});

it("a name as that of a file is no folder's", async () => {
  await inProcess(folder.path, [...tiny, "--steps", "1", "--out", "named"]);
  expect(await inProcess(folder.path, ["export", "named", "--out", "weights.safetensors"])).toMatchObject({
    code: 2,
    stderr:
      'error: Files are written into a folder, and "weights.safetensors" is a name as that of a file. Give --out one of a folder, with --format safetensors.\n',
  });
});

it("the files compute what the model computes, for batches of any size", async () => {
  await inProcess(folder.path, [...tiny, "--steps", "5", "--out", "run"]);
  const { code, stdout, stderr } = await inProcess(folder.path, ["export", "run", "--format", "onnx"]);
  expect([code, stderr]).toEqual([0, ""]);
  const names = ["encode", "decode", "sample", "reconstruct", "score"];
  expect(stdout).toBe(names.map((name) => `run/onnx/${name}.onnx\n`).join(""));

  const checkpoint = await readCheckpoint(join(folder.path, "run", "checkpoint.safetensors"));
  const model = savedModel(checkpoint.configuration as RunConfig, checkpoint);
  const context = createContext({ rng: createRng(1) });
  const x = Float32Array.from({ length: 3 * 64 }, (_, i) => (1 + Math.sin(i)) / 2);
  const expected = tidy(() => canEncode(model) && model.encode(tensor(x, [3, 8, 8, 1]), context).dataSync());
  const encode = await InferenceSession.create(await fileOf("run", "onnx", "encode.onnx"));
  const { z } = await encode.run({ x: new Tensor("float32", x, [3, 8, 8, 1]) });
  expect(z!.dims).toEqual([3, 2]);
  for (const [i, value] of [...(z!.data as Float32Array)].entries())
    expect(value).toBeCloseTo((expected as Float32Array)[i]!, 4);

  const decode = await InferenceSession.create(await fileOf("run", "onnx", "decode.onnx"));
  const { x: decoded } = await decode.run({ z: z! });
  const reconstruct = await InferenceSession.create(await fileOf("run", "onnx", "reconstruct.onnx"));
  const { reconstruction } = await reconstruct.run({ x: new Tensor("float32", x, [3, 8, 8, 1]) });
  expect(reconstruction!.dims).toEqual([3, 8, 8, 1]);
  for (const [i, value] of [...(reconstruction!.data as Float32Array)].entries()) {
    expect(value).toBeCloseTo((decoded!.data as Float32Array)[i]!, 4);
  }
});

it("a model without encoder has the files of what it can", async () => {
  const model = 'model={"type":"gan","network":"dense","hidden":[8],"latent":3}';
  const words = ["train", "--engine", "cpu", "--steps", "2", "--data", "ring", "--set", model, "--out", "gan"];
  expect(await inProcess(folder.path, words)).toMatchObject({ code: 0 });
  expect(await inProcess(folder.path, ["export", "gan", "--out", "files"])).toMatchObject({ code: 0 });
  expect(await readdir(join(folder.path, "files"))).toEqual(["decode.onnx", "discriminate.onnx", "sample.onnx"]);
  const bytes = await fileOf("files", "sample.onnx");
  expect(bytes.includes('"type":"gan"')).toBe(true);
  const sample = await InferenceSession.create(bytes);
  expect(sample.inputNames).toHaveLength(1);
  const noise = Float32Array.of(1, 2, 3, 4, 5, 6);
  const { x } = await sample.run({ [sample.inputNames[0]!]: new Tensor("float32", noise, [2, 3]) });
  const checkpoint = await readCheckpoint(join(folder.path, "gan", "checkpoint.safetensors"));
  const gan = savedModel(checkpoint.configuration as RunConfig, checkpoint);
  const rng = { ...createRng(1), normal: () => tensor(noise, [2, 3]) };
  const expected = tidy(() => canSample(gan) && gan.sample(2, createContext({ rng })).dataSync());
  for (const [i, value] of [...(x!.data as Float32Array)].entries())
    expect(value).toBeCloseTo((expected as Float32Array)[i]!, 4);
});

describe("the files of every model run in ONNX Runtime, on two examples:", () => {
  it.each(recipes)("%s", async (_, configuration) => {
    const model = createModel(configuration, { shape: [8, 8, 1], rng: createRng(1) });
    const files = onnxFiles(model, { model: configuration, data: { type: "digits" } } as RunConfig);
    const capabilities = { encode: canEncode, decode: canDecode, sample: canSample, reconstruct: canReconstruct };
    const able = Object.entries({ ...capabilities, score: canScore, discriminate: canDiscriminate }).filter(([, can]) =>
      can(model),
    );
    expect([...files.keys()]).toEqual(able.map(([name]) => `${name}.onnx`));
    for (const file of files.values()) {
      if (file instanceof Error) throw file;
      const session = await InferenceSession.create(file, { graphOptimizationLevel: "disabled" });
      const [output] = Object.values(await session.run(Object.fromEntries(session.inputMetadata.map(feed))));
      expect(output!.dims[0]).toBe(2);
      expect((output!.data as Float32Array).every(Number.isFinite)).toBe(true);
      await session.release();
    }
    disposeModule(model);
  });
});

/** Two examples for an input. */
function feed(input: InferenceSession.ValueMetadata): [string, Tensor] {
  if (!input.isTensor) throw new Error(`${input.name} is no tensor.`);
  const shape = input.shape.map((length) => {
    if (typeof length === "number") return length;
    return 2 * (length === "batch" ? 1 : Number.parseInt(length, 10)); // "5*batch"
  });
  const size = shape.reduce((product, length) => product * length, 1);
  const data = Float32Array.from({ length: size }, (_, i) => (1 + Math.sin(i)) / 2);
  return [input.name, new Tensor("float32", data, shape)];
}

it("what cannot be a file is left out, and the others are written", () => {
  const model = {
    phases: () => [],
    decode: (z: TfTensor) => mul(z, z.shape[0]!),
    codeShape: [3],
    sample: (count: number, { rng }: Context) => rng.normal([count, 2]),
  };
  const files = onnxFiles(model, { model: { type: "own" }, data: { type: "ring" } } as RunConfig);
  expect(files.get("decode.onnx")).toMatchInlineSnapshot(
    `[GenlabError: "decode" computes something else for another batch size, and not just on more examples. Export it with a fixed batch size.]`,
  );
  expect(files.get("sample.onnx")).toBeInstanceOf(Uint8Array);
});

it("another format, or a place that cannot be, is refused", async () => {
  expect(await inProcess(folder.path, ["export", "run", "--format", "tflite"])).toMatchObject({
    code: 2,
    stderr: expect.stringContaining("Allowed choices are onnx, safetensors."),
  });
  expect(await inProcess(folder.path, ["export", "run", "--out", "run/config.json/x"])).toMatchObject({
    code: 2,
    stderr: "error: The folder run/config.json/x could not be made (ENOTDIR). Choose another with --out.\n",
  });
});
