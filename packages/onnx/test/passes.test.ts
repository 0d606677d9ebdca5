import "@tensorflow/tfjs-backend-cpu";
import { evaluate, type Graph, graphOf, input, make, type Pass, scalarOf, trace } from "@genlab/graph";
import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import { channelsFirst, fuseBias, gates, lower, prepare, stayInBlocks, sumsInTwo, trailingOnes } from "../src/index.js";

beforeAll(async () => {
  await tf.setBackend("cpu");
});

const shapes = { x: [2, 5, 4, 3], filter: [3, 2, 3, 4], bias: [4], a: [3, 5], b: [5, 4] } as const;
type Run = (given: Readonly<Record<keyof typeof shapes, tf.Tensor>>) => tf.Tensor;

/** The operations of a function's graph as the pass leaves it; it must still compute what the function does. */
function after(pass: Pass, run: Run): string[] {
  const inputs = Object.entries(shapes).map(([name, shape]) => [name, { shape, dtype: "float32" as const }]);
  const { graph } = trace((given) => ({ y: run(given as never) }), { name: "f", inputs: Object.fromEntries(inputs) });
  const result: Graph = pass(graph);
  const values = Object.entries(shapes).map(([name, shape]) => {
    const size = tf.util.sizeFromShape([...shape]);
    return [name, tf.reshape(tf.sin(tf.range(0, size)), [...shape])] as const;
  });
  const [expected, given] = [run(Object.fromEntries(values) as never), evaluate(result, new Map(values)).get("y")!];
  expect(given.shape).toEqual(expected.shape);
  const [e, g] = [expected.dataSync(), given.dataSync()];
  for (let i = 0; i < e.length; i++) expect(g[i]).toBeCloseTo(e[i]!, 4);
  return result.nodes.map(({ op }) => op).filter((op) => op !== "input" && op !== "constant");
}

const convolved: Run = ({ x, filter }) => tf.conv2d(x as tf.Tensor4D, filter as tf.Tensor4D, 2, "same");

describe("passes for ONNX Runtime", () => {
  it("channelsFirst leaves convolutions as ONNX has them", () => {
    expect(after(channelsFirst, convolved)).toEqual(["transpose", "transpose", "conv", "transpose"]);
    const byFilter: Run = ({ x, filter }) => tf.grad((w) => convolved({ x, filter: w } as never))(filter);
    expect(after(channelsFirst, byFilter)).not.toContain("conv2dByFilter");
    const byInput: Run = ({ x, filter }) => tf.grad((v) => convolved({ x: v, filter } as never))(x);
    expect(after(channelsFirst, byInput)).toContain("convTranspose");
  });

  it("fuseBias puts biases into products of matrices and convolutions", () => {
    expect(after(fuseBias, ({ a, b, bias }) => tf.add(bias, tf.matMul(a, b)))).toEqual(["gemm"]);
    expect(after(fuseBias, ({ a, b }) => tf.add(tf.matMul(a, b), tf.ones([3, 1])))).toContain("add"); // a column is no bias
    const twice: Run = ({ a, b, bias }) => {
      const product = tf.matMul(a, b);
      return tf.mul(tf.add(product, bias), product);
    };
    expect(after(fuseBias, twice)).toEqual(["matMul", "add", "mul"]);
    expect(after(prepare, (given) => tf.add(convolved(given), given.bias))).not.toContain("add");
    const asImages: Run = ({ a, b, bias }) =>
      tf.add(tf.gather(tf.reshape(tf.matMul(a, b), [3, 2, 2]), [1, 0], 1), tf.slice(bias, 0, 2));
    expect(after(fuseBias, asImages)).toEqual(["slice", "concat", "gemm", "reshape", "gather"]);
    expect(after(fuseBias, ({ a, b }) => tf.add(tf.reshape(tf.matMul(a, b), [3, 2, 2]), 2))).toContain("add"); // a number is no row
    const alongAxis: Run = ({ a, b, bias }) => tf.add(tf.gather(tf.matMul(a, b), [1, 0, 3, 2], 1), bias);
    expect(after(fuseBias, alongAxis)).toContain("add"); // the bias is of what is gathered, in its order
  });

  it("gates writes masks as casts, and asks rectifiers for the sign of what they had", () => {
    expect(after(gates, ({ a }) => tf.mul(tf.relu(a), tf.step(a)))).toEqual(["relu", "greater", "cast", "mul"]);
    expect(after(gates, ({ a }) => tf.mul(a, tf.step(a, 2)))).toEqual(["greater", "cast", "mul", "add", "mul"]);
    expect(after(gates, ({ a }) => tf.mul(a, tf.step(a, 0.2)))).toEqual(["mul", "clip", "mul"]);
    const { graph } = trace(({ x }) => ({ y: tf.mul(tf.leakyRelu(x!), tf.step(x!)) }), {
      name: "f",
      inputs: { x: { shape: [3], dtype: "float32" } },
    });
    const result = gates(graph);
    expect(result.nodes.find(({ op }) => op === "greater")!.inputs[0]!.op).toBe("leakyRelu");
  });

  it("sumsInTwo sums over the batch first", () => {
    expect(after(sumsInTwo, ({ x }) => tf.sum(x, [0, 1, 2]))).toEqual(["sum", "sum"]);
    expect(after(sumsInTwo, ({ x }) => tf.sum(x, [0, 2]))).toEqual(["sum", "sum"]);
    expect(after(sumsInTwo, ({ x }) => tf.mean(x, [0, 1], true))).toEqual(["mean", "mean"]);
    for (const axes of [[0], [1, 2], [0, 3], [0, 1, 2, 3]])
      expect(after(sumsInTwo, ({ x }) => tf.sum(x, axes))).toEqual(["sum"]);
  });

  it("stayInBlocks leaves blocks only where something else needs the image", () => {
    const image = input("image", [1, 3, 3, 8]);
    const blocks = make("toBlocks", [image], { size: 8 });
    const outside = make("fromBlocks", [blocks], { channels: 8 });
    const doubled = make("mul", [make("relu", [outside]), scalarOf(2)]);
    const back = make("toBlocks", [doubled], { size: 8 });
    const graph = graphOf("f", [{ name: "y", node: make("neg", [back]) }]);
    const operations = (of: Graph) => of.nodes.map(({ op }) => op).filter((op) => op !== "input" && op !== "constant");
    expect(operations(stayInBlocks(graph))).toEqual(["toBlocks", "relu", "mul", "neg"]);
    // a row of channels is no number
    const rows = make("toBlocks", [make("add", [outside, input("row", [8])])], { size: 8 });
    const kept = graphOf("f", [{ name: "y", node: rows }]);
    expect(operations(stayInBlocks(kept))).toEqual(["toBlocks", "fromBlocks", "add", "toBlocks"]);
    const values = new Map([["image", tf.reshape(tf.sin(tf.range(0, 72)), [1, 3, 3, 8])]]);
    const [expected, given] = [graph, stayInBlocks(graph)].map((each) => evaluate(each, values).get("y")!.dataSync());
    expect(given).toEqual(expected);
    // an image for all examples
    const images = [1, 2].map((count) => make("toBlocks", [input(`${count}`, [count, 3, 3, 8])], { size: 8 }));
    const sum = make(
      "add",
      images.map((each) => make("fromBlocks", [each], { channels: 8 })),
    );
    const [left] = stayInBlocks(graphOf("f", [{ name: "y", node: sum }])).outputs;
    expect([left!.node.op, left!.node.inputs[0]!.shape]).toEqual(["fromBlocks", [2, 1, 3, 3, 8]]);
  });

  it("stayInBlocks sums over the pixels of images in blocks, of whole ones", () => {
    const values = new Map([["image", tf.reshape(tf.sin(tf.range(0, 288)), [2, 3, 3, 16])]]);
    const blocks = make("toBlocks", [input("image", [2, 3, 3, 16])], { size: 8 });
    for (const [axes, channels, stays] of [
      [[0, 1, 2], 16, true],
      [[0, 1, 2], 12, false], // a last block that is filled up
      [[0, 1], 16, false],
    ] as const) {
      const outside = make("fromBlocks", [blocks], { channels });
      const graph = graphOf("f", [{ name: "y", node: make("sum", [outside], { axes, keepDims: false }) }]);
      const result = stayInBlocks(graph);
      expect(result.nodes.some(({ op }) => op === "fromBlocks")).toBe(!stays);
      const [expected, given] = [graph, result].map((each) => evaluate(each, values).get("y")!);
      expect(given!.shape).toEqual(expected!.shape);
      expect(tf.max(tf.abs(tf.sub(given!, expected!))).dataSync()[0]).toBeLessThan(1e-5);
    }
  });

  it("trailingOnes computes element by element without axes of one at the end", () => {
    const column: Run = ({ a, bias }) => tf.mul(tf.exp(tf.add(tf.sum(a, 1, true), 2)), tf.slice(bias, 0, 1));
    const { graph } = trace((given) => ({ y: column(given as never) }), {
      name: "f",
      inputs: Object.fromEntries(
        Object.entries(shapes).map(([name, shape]) => [name, { shape, dtype: "float32" as const }]),
      ),
    });
    const shapesOf = (of: Graph) => of.nodes.filter(({ op }) => op === "mul" || op === "exp").map(({ shape }) => shape);
    expect(shapesOf(graph)).toEqual([
      [3, 1],
      [3, 1],
    ]);
    expect(shapesOf(trailingOnes(graph))).toEqual([[3], [3]]);
    after(trailingOnes, column);
  });
});

it("values and indices of the greatest are of one operation", () => {
  const { graph } = trace(
    ({ x }) => {
      const { values, indices } = tf.topk(x!, 2);
      return { values, indices };
    },
    { name: "top", inputs: { x: { shape: [3, 4], dtype: "float32" } } },
  );
  expect(lower(graph).nodes.map(({ operation }) => operation)).toEqual(["TopK", "Cast"]);
});
