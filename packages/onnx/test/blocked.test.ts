import "@tensorflow/tfjs-backend-cpu";
import { evaluate, graphOf, input, make, type Node } from "@genlab/graph";
import * as tf from "@tensorflow/tfjs-core";
import * as ort from "onnxruntime-node";
import { beforeAll, describe, expect, it } from "vitest";
import { encodeModel, lower, prepare } from "../src/index.js";
import { probe } from "../src/runtime/probe.js";

const createSession = (model: Uint8Array) => ort.InferenceSession.create(model, { logSeverityLevel: 3 });
const found = await probe(ort, createSession);
const blockSize = "reason" in found ? undefined : found.blockSize;

beforeAll(async () => {
  await tf.setBackend("cpu");
});

const numbers = (shape: readonly number[], phase: number) =>
  tf.reshape(tf.sin(tf.add(tf.range(0, tf.util.sizeFromShape([...shape])), phase)), [...shape]);

/** What ONNX Runtime makes of a graph, against the evaluator over tfjs' cpu backend. */
async function compare(node: Node, given: readonly Node[]): Promise<string[]> {
  const graph = graphOf("f", [{ name: "y", node }], given);
  const prepared = prepare(graph, { blockSize });
  const values = new Map(given.map((each, i) => [nameOf(each), numbers(each.shape, i)]));
  const expected = evaluate(graph, values).get("y")!;
  const session = await createSession(encodeModel({ graph: lower(prepared), metadata: {} }));
  const feeds = [...values].map(([name, x]) => [
    name,
    new ort.Tensor("float32", x.dataSync() as Float32Array, x.shape),
  ]);
  const { y } = await session.run(Object.fromEntries(feeds));
  expect(y!.dims).toEqual(expected.shape);
  const difference = tf.sub(tf.tensor(y!.data as Float32Array, expected.shape), expected);
  expect(tf.max(tf.abs(difference)).dataSync()[0]).toBeLessThan(1e-4);
  return prepared.nodes.map(({ op }) => op);
}

const nameOf = (node: Node) => (node.op === "input" ? node.attributes.name : "");

describe.skipIf(blockSize === undefined)("blocked convolutions in ONNX Runtime", () => {
  it.each([
    ["an image of one channel", 1, 32],
    ["fewer channels than a block", 3, 16],
    ["whole blocks", 32, 16],
    ["outputs that fill no block", 32, 5],
    ["channels that fill no block", 20, 8],
  ])("%s: forward with a bias, and both gradients", async (_, channels, outputs) => {
    const window = { strides: [2, 2], pads: [1, 1, 1, 1], depthwise: false } as const;
    const x = input("x", [1, 28, 28, channels]);
    const filter = input("filter", [4, 4, channels, outputs]);
    const bias = input("bias", [outputs]);
    const y = make("conv2d", [x, filter], { ...window, dilations: [1, 1] });
    const dy = input("dy", y.shape);
    const operations = await compare(make("add", [y, bias]), [x, filter, bias]);
    const fills = channels < blockSize! || channels % blockSize! === 0;
    expect(operations.includes("blockedConv")).toBe(fills);
    expect(operations).not.toContain("add");
    await compare(make("conv2dByInput", [dy, filter], { ...window, inputShape: x.shape }), [dy, filter]);
    await compare(make("conv2dByFilter", [x, dy], { ...window, filterShape: filter.shape }), [x, dy]);
    const small = window.strides.map((stride, i) => 6 / stride + i); // 3 by 4
    const [examples, errors] = [input("x", [blockSize!, 6, 8, channels]), input("dy", [blockSize!, ...small, outputs])];
    const byFilter = make("conv2dByFilter", [examples, errors], { ...window, filterShape: filter.shape });
    expect((await compare(byFilter, [examples, errors])).includes("blockedConv")).toBe(channels >= blockSize!);
  });
});
