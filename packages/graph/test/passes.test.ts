import "@tensorflow/tfjs-backend-cpu";
import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import {
  broadcasts,
  commonSubexpressions,
  constantFolding,
  deadCode,
  dump,
  evaluate,
  freeze,
  type Graph,
  identities,
  optimize,
  type Pass,
  reshapes,
  trace,
  transposes,
} from "../src/index.js";

beforeAll(async () => {
  await tf.setBackend("cpu");
});

type Run = (x: tf.Tensor) => tf.Tensor;

const X = [-1.5, 0, 2, 0.5, -0.25, 3, 4, -2, 1, 0.75, -3, 2.5];

/** The graph of a function of a tensor [2, 3, 2], as the pass leaves it; it must still compute what the function does. */
function after(pass: Pass, run: Run): Graph {
  const { graph } = trace(({ x }) => ({ y: run(x!) }), {
    name: "f",
    inputs: { x: { shape: [2, 3, 2], dtype: "float32" } },
  });
  const result = pass(graph);
  const x = tf.tensor(X, [2, 3, 2]);
  const y = evaluate(result, new Map([["x", x]])).get("y")!;
  expect(y.arraySync()).toEqual(run(x).arraySync());
  return result;
}

const operations = (graph: Graph) =>
  graph.nodes.map(({ op }) => op).filter((op) => op !== "input" && op !== "constant");

describe("passes", () => {
  it("deadCode drops what no output needs", () => {
    const run: Run = (x) => {
      tf.exp(x);
      return tf.neg(x);
    };
    const { nodes } = after((graph) => graph, run);
    expect(nodes.map(({ op }) => op)).toEqual(["input", "neg"]); // a trace has no dead nodes; a graph may get some
    const [input, neg] = nodes as [(typeof nodes)[0], (typeof nodes)[0]];
    const idle = { ...neg };
    const graph = deadCode({ name: "f", nodes: [input, idle, neg], outputs: [{ name: "y", node: neg }] });
    expect(graph.nodes).toEqual([input, neg]);
    expect(graph.nodes).not.toContain(idle);
  });

  it("constantFolding computes what depends on constants alone", () => {
    const graph = after(constantFolding, (x) => tf.add(x, tf.sqrt(tf.mul(tf.scalar(8), tf.scalar(2)))));
    expect(dump(graph)).toMatchInlineSnapshot(`
      "f: 3 nodes
        %0 = input "x" float32 [2, 3, 2]
        %1 = constant float32 [] 4
        %2 = add(%0, %1) float32 [2, 3, 2]
      returns
        y = %2"
    `);
  });

  it("constantFolding leaves large results to the executor", () => {
    const graph = after(constantFolding, (x) => tf.add(x, tf.sum(tf.tile(tf.range(0, 10), [1000]))));
    expect(operations(graph)).toContain("broadcast");
  });

  it("commonSubexpressions computes once what is there twice", () => {
    const graph = after(commonSubexpressions, (x) => tf.mul(tf.tanh(tf.add(x, 1)), tf.tanh(tf.add(x, 1))));
    expect(operations(graph)).toEqual(["add", "tanh", "mul"]);
  });

  it("commonSubexpressions tells 0 from -0, and attributes apart", () => {
    const graph = after(commonSubexpressions, (x) => tf.add(tf.sum(x, 0), tf.sum(x, 0, true)));
    expect(operations(graph)).toEqual(["sum", "sum", "add"]);
    after(commonSubexpressions, (x) => tf.add(tf.div(1, tf.mul(tf.abs(x), 0)), tf.div(1, tf.mul(tf.abs(x), -0))));
    const unbounded: Run = (x) =>
      tf.add(tf.clipByValue(x, Number.NEGATIVE_INFINITY, 0), tf.clipByValue(x, 0, Number.POSITIVE_INFINITY));
    const flat = (x: tf.Tensor) => tf.reshape(x, [12]) as tf.Tensor1D;
    const padded: Run = (x) =>
      tf.add(tf.pad1d(flat(x), [0, 1], Number.POSITIVE_INFINITY), tf.pad1d(flat(x), [0, 1], Number.NaN));
    expect(dump(after(commonSubexpressions, unbounded))).toContain(
      "clip(%0) float32 [2, 3, 2] {low: -Infinity, high: 0}",
    );
    expect(operations(after(commonSubexpressions, padded)).filter((op) => op === "pad")).toHaveLength(2);
  });

  it.each<[string, Run, string[]]>([
    ["x + 0", (x) => tf.add(x, 0), []],
    ["1 · x / 1", (x) => tf.div(tf.mul(1, x), 1), []],
    ["x + (-y)", (x) => tf.add(tf.exp(x), tf.neg(x)), ["exp", "sub"]],
    ["x - (-y)", (x) => tf.sub(tf.exp(x), tf.neg(x)), ["exp", "add"]],
    ["-(-x)", (x) => tf.neg(tf.neg(x)), []],
    ["x²", (x) => tf.pow(x, 2), ["mul"]],
    ["max(x, 0)", (x) => tf.maximum(x, 0), ["relu"]],
    ["2 · (4 · x)", (x) => tf.mul(2, tf.mul(4, x)), ["mul"]],
    ["factors whose product is infinite", (x) => tf.mul(1e38, tf.mul(5, x)), ["mul", "mul"]],
    ["factors whose product is zero", (x) => tf.mul(1e-30, tf.mul(1e-30, x)), ["mul", "mul"]],
    ["x¹", (x) => tf.pow(x, 1), []],
    ["x to the half", (x) => tf.pow(tf.abs(x), 0.5), ["abs", "sqrt"]],
    ["-1 · x", (x) => tf.mul(-1, x), ["neg"]],
    ["a condition that always holds", (x) => tf.where(tf.greater(tf.scalar(2), 1), x, tf.neg(x)), []],
    ["not not", (x) => tf.logicalNot(tf.logicalNot(tf.greater(x, 0))), ["greater"]],
    ["a choice of one", (x) => tf.where(tf.greater(x, 0), x, x), []],
  ])("identities: %s", (_, run, expected) => {
    const graph = after((given) => deadCode(identities(constantFolding(given))), run);
    expect(operations(graph).filter((op) => op !== "cast" && op !== "broadcast")).toEqual(expected);
  });

  it("broadcasts work on small tensors and drop copies", () => {
    const graph = after(broadcasts, (x) => tf.add(x, tf.exp(tf.broadcastTo(tf.sum(x, 0, true), [2, 3, 2]))));
    expect(operations(graph)).toEqual(["sum", "exp", "add"]);
    expect(operations(after(broadcasts, (x) => tf.mul(x, tf.ones([2, 3, 2]))))).toEqual(["mul"]);
  });

  it("reshapes: chains become one, and what moves nothing goes", () => {
    expect(operations(after(reshapes, (x) => tf.reshape(tf.reshape(x, [12]), [4, 3])))).toEqual(["reshape"]);
    expect(operations(after(reshapes, (x) => tf.slice(tf.reshape(tf.reshape(x, [12]), [2, 3, 2]), 0, 2)))).toEqual([]);
    expect(operations(after(reshapes, (x) => tf.sum(tf.reshape(x, [1, 12]), 0)))).toEqual(["reshape"]);
  });

  it("transposes cancel across what works in any order", () => {
    const there = (x: tf.Tensor) => tf.transpose(x, [2, 0, 1]);
    const back = (x: tf.Tensor) => tf.transpose(x, [1, 2, 0]);
    const both: Run = (x) => back(tf.mul(tf.relu(tf.add(there(x), tf.tensor([1, 2, 3]))), there(tf.neg(x))));
    expect(operations(after((graph) => deadCode(transposes(graph)), both))).not.toContain("transpose");
    expect(operations(after(transposes, (x) => tf.sum(there(x), [0, 2])))).toEqual(["sum"]);
    expect(operations(after(transposes, (x) => tf.mean(there(x), [1], true)))).toEqual(["mean", "transpose"]);
    const padded: Run = (x) =>
      back(
        tf.pad(tf.slice(there(x), [0, 1, 0], [2, 1, 3]), [
          [0, 1],
          [2, 0],
          [0, 3],
        ]),
      );
    expect(operations(after(transposes, padded))).toEqual(["slice", "pad"]);
    expect(operations(after(transposes, (x) => back(tf.concat([there(x), there(x)], 2))))).toEqual(["concat"]);
  });

  it("transposes fold into products of matrices", () => {
    const run: Run = (x) => tf.matMul(tf.transpose(x, [0, 2, 1]), x, false, false);
    expect(dump(after(transposes, run))).toMatchInlineSnapshot(`
      "f: 2 nodes
        %0 = input "x" float32 [2, 3, 2]
        %1 = matMul(%0, %0) float32 [2, 2, 2] {transposeA: true, transposeB: false}
      returns
        y = %1"
    `);
  });

  it("freeze puts constants in the place of inputs", () => {
    const frozen = after(
      (graph) => freeze(graph, new Map([["x", Float32Array.from(X)]])),
      (x) => tf.neg(x),
    );
    expect(frozen.nodes.map(({ op }) => op)).toEqual(["constant", "neg"]);
  });

  it("optimize goes on until nothing changes", () => {
    const run: Run = (x) =>
      tf.add(tf.mul(tf.transpose(tf.transpose(x, [1, 0, 2]), [1, 0, 2]), tf.ones([2, 3, 2])), tf.zeros([2, 3, 2]));
    const graph = after(optimize, run);
    expect(operations(graph)).toEqual([]);
    expect(dump(optimize(graph))).toBe(dump(graph));
  });
});
