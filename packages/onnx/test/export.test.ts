import "@tensorflow/tfjs-backend-cpu";
import {
  canDecode,
  canDiscriminate,
  canEncode,
  canSample,
  createContext,
  createRng,
  type Layer,
  type Rng,
} from "@genlab/core";
import { averagePool, BatchNorm, Conv2d, GroupNorm, pixelNorm, Sequential, upsample } from "@genlab/layers";
import { createModel, type ModelConfiguration } from "@genlab/zoo";
import * as tf from "@tensorflow/tfjs-core";
import * as node from "onnxruntime-node";
import * as web from "onnxruntime-web";
import { beforeAll, describe, expect, it } from "vitest";
import { type Exported, type ExportOptions, exportOnnx } from "../src/index.js";

beforeAll(async () => {
  await tf.setBackend("cpu");
});

const context = createContext({ rng: createRng(0) });

/** The file must give in both runtimes, for several batch sizes, what the function gives. */
async function expectToMatch(run: Exported, options: ExportOptions): Promise<Uint8Array> {
  const bytes = exportOnnx(run, options);
  for (const ort of [node, web as unknown as typeof node]) {
    const session = await ort.InferenceSession.create(
      bytes,
      ort === node ? { intraOpNumThreads: 1 } : { executionProviders: ["wasm"] },
    );
    for (const batch of options.batchSize ? [options.batchSize] : [1, 3]) {
      const given = Object.entries(options.inputs).map(
        ([name, { shape }]) => [name, tf.tensor(values(batch, shape), [batch, ...shape])] as const,
      );
      const feeds = given.map(([name, x]) => [name, new ort.Tensor("float32", x.dataSync() as Float32Array, x.shape)]);
      const results = await session.run(Object.fromEntries(feeds));
      const expected = run(Object.fromEntries(given), context, batch);
      expect(session.outputNames).toEqual(Object.keys(expected));
      for (const [name, value] of Object.entries(expected)) {
        expect(results[name]!.dims).toEqual(value.shape);
        const [a, b] = [results[name]!.data as Float32Array, value.dataSync()];
        for (let i = 0; i < b.length; i++) expect(a[i]).toBeCloseTo(b[i]!, 4);
      }
    }
  }
  return bytes;
}

function values(batch: number, shape: readonly number[]): Float32Array {
  const drawn = new Float32Array(tf.util.sizeFromShape([batch, ...shape]));
  createRng(batch).fillUniform(drawn, 0, 1);
  return drawn;
}

// expected numbers: tfjs itself, eager on its cpu backend
describe("exportOnnx gives in onnxruntime-node and -web what the model gives,", () => {
  it.each(["dense", "convolutional"] as const)("encoding and decoding, of a %s vae", async (network) => {
    const model = createModel(
      { type: "vae", latent: 3, hidden: [16], channels: [4, 6], network },
      { shape: [8, 8, 1], rng: createRng(1) },
    );
    if (!canEncode(model) || !canDecode(model)) throw new Error("a vae encodes and decodes");
    await expectToMatch(({ x }, each) => ({ z: model.encode(x!, each) }), {
      name: "encode",
      inputs: { x: { shape: [8, 8, 1] } },
      state: model,
    });
    await expectToMatch(({ z }, each) => ({ x: model.decode(z!, each) }), {
      name: "decode",
      inputs: { z: { shape: [3] } },
      state: model,
    });
  });

  it.each<[string, (rng: Rng) => readonly Layer[] | Layer]>([
    [
      "norms",
      (rng) =>
        new Sequential([
          new Conv2d({ inputs: 2, outputs: 4, kernel: 3 }, rng),
          new BatchNorm({ channels: 4 }),
          new GroupNorm({ channels: 4, groups: 2 }),
        ]),
    ],
    ["resizing", () => new Sequential([upsample(3), pixelNorm(), averagePool(2)])],
  ])("%s", async (_, make) => {
    const layer = make(createRng(2)) as Layer;
    await expectToMatch(({ x }, each) => ({ y: layer.forward(x!, each) }), {
      name: "layer",
      inputs: { x: { shape: [4, 4, 2] } },
      state: layer,
    });
  });

  it.each([
    { type: "gan", latent: 3, channels: [4, 6] },
    { type: "info-gan", latent: 3, hidden: [16], network: "dense" },
    { type: "vq-gan", codes: 4, features: 2, channels: [4, 6] },
  ] satisfies ModelConfiguration[])("discriminating, of a $type", async (configuration) => {
    const model = createModel(configuration, { shape: [8, 8, 1], rng: createRng(1) });
    if (!canDiscriminate(model)) throw new Error("a gan discriminates");
    await expectToMatch(({ x }, each) => ({ logits: model.discriminate(x!, each) }), {
      name: "discriminate",
      inputs: { x: { shape: [8, 8, 1] } },
      state: model,
    });
  });

  it("sampling, with draws as inputs", async () => {
    const model = createModel(
      { type: "vae", latent: 3, hidden: [16], network: "dense" },
      { shape: [2, 2, 1], rng: createRng(1) },
    );
    if (!canSample(model) || !canDecode(model)) throw new Error("a vae samples");
    const options = { name: "sample", inputs: {}, state: model, metadata: { configuration: "{}" } };
    const bytes = exportOnnx((_, each, count) => ({ x: model.sample(count, each) }), options);
    const session = await node.InferenceSession.create(bytes, { intraOpNumThreads: 1 });
    const z = tf.tensor(values(4, [3]), [4, 3]);
    const { x } = await session.run({ "draw/0": new node.Tensor("float32", z.dataSync() as Float32Array, z.shape) });
    const expected = model.decode(z, context).dataSync();
    for (let i = 0; i < expected.length; i++) expect((x!.data as Float32Array)[i]).toBeCloseTo(expected[i]!, 5);
    expect(Buffer.from(bytes).toString("latin1")).toContain("N(0, 1)");
  });
});

describe("exportOnnx refuses", () => {
  const inputs = { x: { shape: [2] } };
  const refused = (run: Exported, options: Partial<ExportOptions> = {}) =>
    expect(() => exportOnnx(run, { name: "score", inputs, state: {}, ...options }));

  it("values that depend on the batch size, unless it is fixed", () => {
    const run: Exported = ({ x }) => ({ y: tf.mul(x!, x!.shape[0]!) });
    refused(run).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: "score" computes something else for another batch size, and not just on more examples. Export it with a fixed batch size.]`,
    );
    expect(exportOnnx(run, { name: "score", inputs, state: {}, batchSize: 2 }).length).toBeGreaterThan(0);
    refused(({ x }) => ({
      y: tf.pad(x!, [
        [0, 1],
        [0, 0],
      ]),
    })).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: "score" has a length of 1010 for 1009 examples and 1014 for 1013: not a multiple of the batch size. Export it with a fixed batch size.]`,
    );
  });

  it("options that are none, and a function that gives nothing", () => {
    const run: Exported = ({ x }) => ({ y: x! });
    refused(run, { name: undefined as never }).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: \`name\` of exportOnnx is undefined. Expected a text.]`,
    );
    refused(run, { inputs: { x: { shape: [2], type: "int32" } as never } }).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: The input "x" of exportOnnx has no option "type". Did you mean "dtype"? Known options: dtype, shape.]`,
    );
    refused(run, { inputs: { x: { shape: 2 as never } } }).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: The shape of the input "x" is 2. Expected sizes without the batch, such as [16].]`,
    );
    refused(run, { metadata: { version: 1 as never } }).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: \`metadata\` of exportOnnx is {"version":1}. Expected texts by key.]`,
    );
    refused(() => ({})).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: "score" gives no tensor. Return what is to be exported, by name.]`,
    );
    refused("decode" as never).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: \`run\` of exportOnnx is "decode". Expected a function, such as ({ z }, context) => ({ x: model.decode(z, context) }).]`,
    );
  });

  it("an output with the name of an input", () => {
    refused(({ x }) => ({ x: tf.neg(x!) })).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: "score" has an input and an output named "x". Name one of them otherwise.]`,
    );
  });

  it("what assigns variables, and sizes that cannot be", () => {
    const w = tf.variable(tf.scalar(1));
    const run: Exported = ({ x }) => {
      w.assign(tf.sum(x!) as tf.Scalar);
      return { y: w };
    };
    refused(run, { state: { w } }).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: "score" assigns w. What is exported changes nothing.]`,
    );
    refused(run, { batchSize: 0 }).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: batchSize is 0; expected a positive integer.]`,
    );
    w.dispose();
  });
});
