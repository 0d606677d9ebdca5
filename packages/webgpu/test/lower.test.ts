import { type Graph, input, make, type Node, range } from "@genlab/graph";
import { expect, it } from "vitest";
import { lower } from "../src/lower/lower.js";
import { sizeClass } from "../src/runtime/pool.js";
import { slotsOf } from "../src/runtime/slots.js";
import { literal } from "../src/shader/literal.js";

const graphOf = (nodes: readonly Node[], ...outputs: readonly Node[]): Graph => ({
  name: "test",
  nodes,
  outputs: outputs.map((node, i) => ({ name: `${i}`, node })),
});

/** A sum of so many inputs, one after the other. */
function sumOf(count: number): Graph {
  const inputs = range(count).map((i) => input(`${i}`, [4]));
  const sums: Node[] = [];
  for (const x of inputs.slice(1)) sums.push(make("add", [sums.at(-1) ?? inputs[0]!, x]));
  return graphOf([...inputs, ...sums], sums.at(-1)!);
}

it.each([
  [7, 1],
  [8, 2],
  [19, 3],
])("a chain of %s inputs is cut where a kernel has more than eight buffers", (count, kernels) => {
  const { dispatches } = lower(sumOf(count), 8);
  expect(dispatches.length).toBe(kernels);
  for (const { places } of dispatches) expect(places.length).toBeLessThanOrEqual(8);
  expect(lower(sumOf(count), 64).dispatches.length).toBe(1);
});

it("refuses an operation that there is not, by name", () => {
  const x = input("x", [2]);
  const strange = { ...make("neg", [x]), op: "strange" } as unknown as Node;
  expect(() => lower(graphOf([x, strange], strange), 8)).toThrowErrorMatchingInlineSnapshot(
    `[GenlabError: There is no operation "strange" in WebGPU here.]`,
  );
  const [a, b] = [input("a", [2], "int32"), input("b", [2], "int32")];
  const power = make("pow", [a, b]);
  expect(() => lower(graphOf([a, b, power], power), 8)).toThrowErrorMatchingInlineSnapshot(
    `[GenlabError: WebGPU has no operation "pow" of int32, int32 here.]`,
  );
});

it("values that are needed at different times have one buffer, and no two that are needed at once", () => {
  const x = input("x", [64, 64]);
  const turned = range(6).reduce<Node[]>(
    (all) => [...all, make("transpose", [all.at(-1) ?? x], { permutation: [1, 0] })],
    [],
  );
  const graph = graphOf([x, ...turned], turned.at(-1)!);
  const { dispatches, outputs } = lower(graph, 8);
  const slots = slotsOf(dispatches, (node) => node.op === "input" || outputs.has(node));
  expect(slots.entries).toEqual([4096, 4096]);
  for (const { places } of dispatches) {
    const taken = places.flatMap((place) => slots.of.get(place) ?? []);
    expect(new Set(taken).size).toBe(taken.length);
  }
});

it("buffers come in four sizes for each power of two", () => {
  expect([1, 256, 257, 300, 320, 1000, 1025].map(sizeClass)).toEqual([256, 256, 320, 320, 320, 1024, 1280]);
});

it("numbers are written as WGSL reads them", () => {
  expect([0, -0, 0.1, 1e30, Number.NaN, Number.NEGATIVE_INFINITY].map((x) => literal(x, "float32"))).toEqual([
    "0f",
    "(-0f)",
    "0.10000000149011612f",
    "1.0000000150474662e+30f",
    "nanOf()",
    "(-infinityOf())",
  ]);
  expect([literal(-(2 ** 31), "int32"), literal(1, "bool")]).toEqual(["i32(-2147483648)", "true"]);
});
