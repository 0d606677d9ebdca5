import "@tensorflow/tfjs-backend-cpu";
import { evaluate, type Graph, input, make } from "@genlab/graph";
import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import { channelsLast } from "../src/index.js";

beforeAll(async () => {
  await tf.setBackend("cpu");
});

/** [name, image, filter, strides, pads]; channels of 8 fill a block, of 3 are less than one, of 12 are neither. */
const cases = [
  ["narrow, by taps", [2, 5, 5, 8], [4, 4, 8, 6], [2, 2], [1, 1, 1, 1]],
  ["wide, stride 2", [1, 26, 28, 8], [4, 4, 8, 8], [2, 2], [1, 1, 1, 1]],
  ["wide, stride 2, odd window", [1, 27, 27, 3], [3, 3, 3, 8], [2, 2], [0, 0, 1, 1]],
  ["wide, stride 2, odd window, fewer rows than windows reach", [1, 28, 28, 8], [5, 5, 8, 16], [2, 2], [1, 1, 1, 1]],
  ["same, stride 1", [1, 7, 9, 8], [3, 3, 8, 8], [1, 1], [1, 1, 1, 1]],
  ["valid, stride 1", [1, 9, 9, 8], [2, 3, 8, 8], [1, 1], [0, 0, 0, 0]],
  ["unequal strides", [2, 9, 26, 8], [3, 4, 8, 4], [3, 2], [1, 0, 2, 3]],
  ["window smaller than the stride", [2, 9, 9, 8], [1, 1, 8, 4], [2, 2], [0, 0, 0, 0]],
  ["channels that fill no block", [2, 8, 8, 12], [3, 3, 12, 4], [1, 1], [1, 1, 1, 1]],
  ["more padding than the window", [1, 8, 8, 8], [2, 2, 8, 8], [1, 1], [3, 3, 2, 2]],
] as const;

const numbers = (shape: readonly number[], phase: number) =>
  tf.reshape(tf.sin(tf.add(tf.range(0, tf.util.sizeFromShape([...shape])), phase)), [...shape]);

/** The operations of a graph as the pass leaves it; it must still compute the same. */
function after(graph: Graph, values: ReadonlyMap<string, tf.Tensor>): string[] {
  const result = channelsLast(8)(graph);
  const [expected, given] = [graph, result].map((each) => evaluate(each, values).get("y")!);
  expect(given!.shape).toEqual(expected!.shape);
  const largest = (x: tf.Tensor) => tf.max(tf.abs(x)).dataSync()[0]!;
  expect(largest(tf.sub(given!, expected!))).toBeLessThan(1e-5 * Math.max(1, largest(expected!)));
  return result.nodes.map(({ op }) => op);
}

describe("channelsLast", () => {
  const inBatches = cases.flatMap(([name, [few, ...size], ...rest]) =>
    [few, 8, 16].map((batch) => [`${name}, ${batch} examples`, [batch, ...size], ...rest] as const),
  );

  it.each(inBatches)("%s: forward and both gradients", (_, image, filterShape, strides, pads) => {
    const window = { strides, pads, depthwise: false } as const;
    const x = input("x", image);
    const filter = input("filter", filterShape);
    const y = make("conv2d", [x, filter], { ...window, dilations: [1, 1] });
    const dy = input("dy", y.shape);
    const dx = make("conv2dByInput", [dy, filter], { ...window, inputShape: image });
    const dw = make("conv2dByFilter", [x, dy], { ...window, filterShape });
    const values = new Map([
      ["x", numbers(image, 1)],
      ["filter", numbers(filterShape, 2)],
      ["dy", numbers(y.shape, 3)],
    ]);
    for (const node of [y, dx, dw]) {
      const operations = after({ name: "f", nodes: [...node.inputs, node], outputs: [{ name: "y", node }] }, values);
      expect(operations.filter((op) => op.startsWith("conv2d"))).toEqual([]);
      // whole blocks of examples
      if (node === dw && filterShape[2] >= 8) expect(operations.includes("blockedConv")).toBe(image[0]! % 8 === 0);
    }
  });

  it("adds up the parts of a batch whose patches are large", () => {
    const [x, dy] = [input("x", [6, 64, 64, 16]), input("dy", [6, 64, 64, 1])];
    const window = { strides: [1, 1], pads: [2, 2, 2, 2], depthwise: false } as const;
    const node = make("conv2dByFilter", [x, dy], { ...window, filterShape: [5, 5, 16, 1] });
    const values = new Map([
      ["x", numbers(x.shape, 1)],
      ["dy", numbers(dy.shape, 2)],
    ]);
    const operations = after({ name: "f", nodes: [x, dy, node], outputs: [{ name: "y", node }] }, values);
    expect(operations.filter((op) => op === "matMul").length).toBeGreaterThan(1);
  });

  it("dilates", () => {
    const [x, filter] = [input("x", [1, 12, 12, 8]), input("filter", [3, 3, 8, 8])];
    const node = make("conv2d", [x, filter], {
      strides: [1, 1],
      pads: [2, 2, 2, 2],
      dilations: [2, 2],
      depthwise: false,
    });
    const values = new Map([
      ["x", numbers(x.shape, 1)],
      ["filter", numbers(filter.shape, 2)],
    ]);
    expect(after({ name: "f", nodes: [x, filter, node], outputs: [{ name: "y", node }] }, values)).toContain(
      "blockedConv",
    );
  });
});
