import { readFileSync } from "node:fs";
import { createRng, type NdArray } from "@genlab/core";
import { Conv2d, Sequential } from "@genlab/layers";
import { frechetDistance, kernelDistance } from "@genlab/metrics";
import { mean, memory, setBackend, tensor, tidy } from "@tensorflow/tfjs-core";
import "@tensorflow/tfjs-backend-cpu";
import * as node from "onnxruntime-node";
import * as web from "onnxruntime-web";
import { beforeAll, describe, expect, it } from "vitest";
import { resize } from "../src/features/resize.js";
import { createOnnxFeatures, exportOnnx, type OnnxFeaturesOptions, type Ort } from "../src/index.js";

interface Fixture {
  readonly source: string;
  readonly mean: readonly number[];
  readonly deviation: readonly number[];
  readonly colour: NdArray;
  readonly grey: NdArray;
  readonly resized: readonly { size: readonly [number, number]; antialias: boolean; result: NdArray }[];
  readonly features: Readonly<Record<"colour" | "plain" | "grey", NdArray>>;
  readonly distances: { real: NdArray; generated: NdArray; frechet: number; kernel: number };
}
const file = (name: string) => new URL(`fixtures/${name}`, import.meta.url);
const fixture: Fixture = JSON.parse(readFileSync(file("features.json"), "utf8"), (key, value) =>
  key === "data" ? Float32Array.from(value) : value,
);
const network = new Uint8Array(readFileSync(file("features.onnx")));
const { source, colour, grey, distances } = fixture;
const settings = { output: "pooled", mean: fixture.mean, deviation: fixture.deviation };

const create = (options: OnnxFeaturesOptions = {}, bytes = network, ort: Ort = node) =>
  createOnnxFeatures(ort, bytes, { threads: 1, ...options });

async function featuresOf(images: NdArray, ...given: Parameters<typeof create>): Promise<NdArray> {
  const features = await create(...given);
  const found = await features.of(images);
  await features.dispose();
  return found;
}

function expectClose(found: NdArray, expected: NdArray): void {
  expect(found.shape).toEqual(expected.shape);
  for (let i = 0; i < expected.data.length; i++) expect(found.data[i]!).toBeCloseTo(expected.data[i]!, 5);
}

beforeAll(() => setBackend("cpu"));

describe("resizing", () => {
  const { shape, data } = colour;
  const [, height, width, channels] = shape as [number, number, number, number];
  const red: NdArray = {
    data: Float32Array.from({ length: height * width }, (_, place) => data[place * channels]!),
    shape: [1, height, width, 1],
  };

  it.each(fixture.resized)(`to $size, antialiased: $antialias, is that of ${source}`, ({ size, antialias, result }) => {
    expectClose(resize(red, { size, antialias }), result);
  });

  it("by two is a mean of two pixels, or antialiased one of four with the weights 1, 3, 3 and 1, where these are", () => {
    const image = { data: Float32Array.of(0, 0, 8, 0, 16, 0, 0, 0), shape: [1, 2, 4, 1] };
    expect([...resize(image, { size: [1, 2], antialias: false }).data]).toEqual([4, 2]);
    // along a row weights are 1, 3, 3, 1 eighths, where there are pixels; the two rows count alike
    const smoothed = resize(
      { data: Float32Array.of(7, 0, 0, 0), shape: [1, 1, 4, 1] },
      { size: [1, 2], antialias: true },
    );
    expect([...smoothed.data]).toEqual([3, 0]);
  });

  it("leaves a constant and an image of the size as they are", () => {
    const constant = { data: new Float32Array(15).fill(0.3), shape: [1, 5, 3, 1] };
    for (const antialias of [true, false])
      for (const value of resize(constant, { size: [2, 7], antialias }).data) expect(value).toBeCloseTo(0.3, 6);
    expect(resize(constant, { size: [5, 3], antialias: true }).data).toBe(constant.data);
  });
});

describe("features of a network that PyTorch has exported", () => {
  it.each([
    ["onnxruntime-node", node],
    ["onnxruntime-web", web as unknown as Ort],
  ])(`are those of ${source}, in %s`, async (_, ort) => {
    expectClose(await featuresOf(colour, settings, network, ort), fixture.features.colour);
  });

  it("are those of resizing without antialiasing, and of grey images three times", async () => {
    expectClose(await featuresOf(colour, { ...settings, antialias: false }), fixture.features.plain);
    expectClose(await featuresOf(grey, settings), fixture.features.grey);
  });

  it("are the same in batches of any size", async () => {
    for (const batchSize of [1, 2, 3])
      expectClose(await featuresOf(colour, { ...settings, batchSize }), fixture.features.colour);
  });

  it("are of the first output, where none is named", async () => {
    expect((await featuresOf(colour)).shape).toEqual([3, 4]);
  });

  it(`have the Fréchet and the kernel distance of ${source}`, async () => {
    const [real, generated] = [
      await featuresOf(distances.real, settings),
      await featuresOf(distances.generated, settings),
    ];
    expect(frechetDistance(real, generated) / distances.frechet).toBeCloseTo(1, 4);
    expect(kernelDistance(real, generated) / distances.kernel).toBeCloseTo(1, 4);
  });
});

describe("features of a network whose channels are last", () => {
  const layer = new Conv2d({ inputs: 2, outputs: 4, kernel: 3 }, createRng(1));
  const images: NdArray = {
    data: Float32Array.from({ length: 3 * 60 }, (_, i) => (1 + Math.sin(i)) / 2),
    shape: [3, 5, 6, 2],
  };
  const exported = (options: { batchSize?: number } = {}) =>
    exportOnnx(({ x }) => ({ features: mean(layer.forward(x!), [1, 2]) }), {
      ...{ name: "features", inputs: { x: { shape: [5, 6, 2] } }, state: layer },
      ...options,
    });

  it("are those of tfjs, in batches of any size or of the network's", async () => {
    const expected = tidy(() => {
      const y = mean(layer.forward(tensor(images.data, [3, 5, 6, 2])), [1, 2]);
      return { data: y.dataSync(), shape: y.shape };
    });
    const before = memory().numTensors;
    expectClose(await featuresOf(images, { channels: "last" }, exported()), expected);
    expectClose(await featuresOf(images, { channels: "last" }, exported({ batchSize: 2 })), expected);
    expect(memory().numTensors).toBe(before);
  });

  it("need to be told where two lengths could be the channels", async () => {
    await expect(create({}, exported())).rejects.toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: createOnnxFeatures: the input "x" of the network is [batch, 5, 6, 2], which does not tell where its channels are. Set \`channels\` to "first" or "last".]`,
    );
  });
});

describe("what cannot be is refused:", () => {
  const vector = exportOnnx(({ x }) => ({ y: mean(x!, 1) }), {
    ...{ name: "vector", inputs: { x: { shape: [5] } }, state: new Sequential([]) },
  });
  it("bytes that are no network", async () => {
    await expect(create({}, new Uint8Array(10).fill(7))).rejects.toThrow(
      /^createOnnxFeatures: ONNX Runtime cannot read the network \(.*\)\. Give the bytes of an \.onnx file that holds its weights too\.$/,
    );
    await expect(create({}, "features.onnx" as never)).rejects.toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: createOnnxFeatures: \`network\` is "features.onnx". Expected the bytes of an .onnx file.]`,
    );
  });

  it("a network that takes no images", async () => {
    await expect(create({}, vector)).rejects.toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: createOnnxFeatures: the input "x" of the network is float32 [batch, 5]. Expected float32 of four dimensions, such as [batch, 3, 299, 299].]`,
    );
  });

  it("an output that is not there", async () => {
    await expect(create({ output: "pool" })).rejects.toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: createOnnxFeatures: the network has no output "pool". It has "logits", "pooled".]`,
    );
  });

  it("options", async () => {
    await expect(create({ mode: 1 } as never)).rejects.toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: createOnnxFeatures has no option "mode". Known options: antialias, batchSize, channels, deviation, mean, output, size, threads.]`,
    );
    await expect(create({ size: [10, 10] })).rejects.toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: createOnnxFeatures: \`size\` is [10, 10], but the network takes images of 10×12. Leave it out.]`,
    );
    await expect(create({ deviation: [1, 0, 1] })).rejects.toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: \`deviation[1]\` of createOnnxFeatures is 0. Expected a finite number above 0.]`,
    );
    await expect(create({ batchSize: 0 })).rejects.toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: \`batchSize\` of createOnnxFeatures is 0. Expected a whole number from 1.]`,
    );
    await expect(create({ channels: "middle" } as never)).rejects.toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: \`channels\` of createOnnxFeatures is "middle". Expected "first" or "last".]`,
    );
  });

  it("images", async () => {
    const features = await create();
    const image = (shape: readonly number[], value = 0) => ({
      data: new Float32Array(shape.reduce((a, b) => a * b)).fill(value),
      shape,
    });
    await expect(features.of(image([4, 4, 3]))).rejects.toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: OnnxFeatures got images of [4, 4, 3]. Expected [count, height, width, channels], and a value for each place.]`,
    );
    await expect(features.of(image([1, 4, 4, 2]))).rejects.toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: OnnxFeatures got images of 2 channels, and the network takes 3. Give images of 3, or grey ones.]`,
    );
    await expect(features.of(image([1, 4, 4, 3], 255))).rejects.toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: OnnxFeatures got images that hold 255 at place 0. Expected pixels in [0, 1]: divide bytes by 255.]`,
    );
    await features.dispose();
    const wrong = await create({ mean: [0, 0] });
    await expect(wrong.of(image([1, 4, 4, 3]))).rejects.toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: OnnxFeatures: \`mean\` has 2 values for 3 channels. Give one for all, or one for each.]`,
    );
    await wrong.dispose();
  });
});
