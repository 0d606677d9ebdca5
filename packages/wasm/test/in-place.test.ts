import { constant, evaluate, type Graph, input, make, type Node, sizeOf } from "@genlab/graph";
import "@tensorflow/tfjs-backend-cpu";
import { setBackend, tensor } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import { Heap } from "../src/runtime/heap.js";
import { WasmRuntime } from "../src/runtime/wasm-runtime.js";

beforeAll(async () => {
  await setBackend("cpu");
});

const [a, b, row, g] = [input("a", [3, 5]), input("b", [3, 5]), input("row", [5]), input("g", [3, 5])];
const all = { axes: [0, 1], keepDims: false };
const next = make("add", [a, make("mul", [b, g])]);

/** Outputs that would be written over the inputs `a`, `b` and `row`, others, and which may be. */
const cases: readonly [string, Readonly<Record<string, Node>>, readonly string[]][] = [
  ["entry by entry", { a: next, b: make("sub", [b, next]) }, ["a", "b"]],
  ["of another's value as it was", { a: make("mul", [b, g]), b: make("add", [b, make("neg", [a])]) }, ["b"]],
  ["in turns", { a: b, b: a }, ["b"]],
  [
    "of a constant",
    {
      a: constant(
        Float32Array.from({ length: 15 }, (_, i) => i),
        [3, 5],
        "float32",
      ),
    },
    ["a"],
  ],
  ["itself", { a }, []],
  ["with what is read before", { a: make("mul", [a, make("sum", [a], all)]) }, ["a"]],
  [
    "with what is read later",
    { a: next, norm: make("sum", [make("transpose", [a], { permutation: [1, 0] })], all) },
    [],
  ],
  ["along rows, whose ends are written past", { a: make("mul", [a, row]) }, []],
  [
    "of its own columns",
    { a: make("reshape", [make("transpose", [a], { permutation: [1, 0] })], { shape: [3, 5] }) },
    [],
  ],
  ["of sums", { row: make("sum", [make("mul", [a, row])], { axes: [0], keepDims: false }) }, ["row"]],
];

const entriesOf = (node: Node, shift: number) =>
  Float32Array.from({ length: sizeOf(node.shape) }, (_, i) => Math.fround(Math.sin(i + shift)));

describe.each([false, true])("what is written in place (memory that threads share: %s)", (isStable) => {
  it.each(cases)("%s", async (_, outputs, expected) => {
    const list = Object.entries(outputs).map(([name, node]) => ({ name: `next/${name}`, node }));
    const nodes = new Set<Node>([a, b, row, g]);
    const place = (node: Node): void => {
      for (const each of node.inputs) place(each);
      nodes.add(node);
    };
    for (const { node } of list) place(node);
    const graph: Graph = { name: "test", nodes: [...nodes], outputs: list };
    const given = new Map([a, b, row, g].map((node, i) => [names[i]!, entriesOf(node, i)] as const));
    const tensors = [a, b, row, g].map(
      (node, i) => [names[i]!, tensor(given.get(names[i]!)!, [...node.shape])] as const,
    );
    const whole = evaluate(graph, new Map(tensors));
    const runtime = new WasmRuntime({ isFused: false, heap: new Heap({ isStable }) });
    const over = new Map(["a", "b", "row"].map((name) => [`next/${name}`, name]));
    const executable = (await runtime.compileUpdate(graph, over))!;
    expect([...executable.inPlace!]).toEqual(expected.map((name) => `next/${name}`));
    const inputs = new Map([a, b, row, g].map((node, i) => [names[i]!, runtime.put(given.get(names[i]!)!, node)]));
    const into = new Map([...executable.inPlace!].map((name) => [name, inputs.get(over.get(name)!)!]));
    const results = await executable.run(inputs, into);
    for (const [name, value] of results) {
      const wanted = whole.get(name)!.dataSync();
      for (const [i, entry] of [...runtime.read(value)].entries()) expect(entry).toBeCloseTo(wanted[i]!, 5);
      if (into.has(name)) expect(value).toBe(into.get(name));
    }
    for (const [name, value] of inputs) {
      if (![...into.values()].includes(value)) expect([name, runtime.read(value)]).toEqual([name, given.get(name)]);
    }
  });

  it("a loop that could end in its middle is left to the whole program", async () => {
    const indices = input("i", [2], "int32");
    const taken = make("gather", [a, indices], { axis: 0 });
    const runtime = new WasmRuntime({ isFused: false, heap: new Heap({ isStable }) });
    const graph: Graph = { name: "test", nodes: [a, indices, taken], outputs: [{ name: "next/a", node: taken }] };
    expect(await runtime.compileUpdate(graph, new Map())).toBeUndefined();
  });
});

const names = ["a", "b", "row", "g"];
