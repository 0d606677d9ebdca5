import { type Executable, type Graph, input, make, type Node, type Runtime } from "@genlab/graph";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { RuntimeSpecification } from "./runtime-specification.js";

/** Values are what was put, or what a run computed, until they are freed. */
export function itKeepsValues<Value extends object>({ create }: RuntimeSpecification<Value>): void {
  describe("that keeps values", () => {
    let runtime: Runtime<Value>;
    beforeAll(async () => {
      runtime = await create();
    });
    afterAll(async () => {
      await runtime?.dispose();
    });

    const pair = (x: number, y: number) => runtime.put(Float32Array.of(x, y), { shape: [2], dtype: "float32" });
    const entriesOf = async (value: Value | undefined) => [...(await runtime.read(value!))];

    it("says what it is", () => {
      expect(runtime.name).not.toBe("");
      expect(runtime.details).not.toBe("");
    });

    it("gives back what it was given, of every kind and shape", async () => {
      const values = [
        runtime.put(Float32Array.of(1, -2.5, 3), { shape: [3, 1], dtype: "float32" }),
        runtime.put(Int32Array.of(2 ** 31 - 1, -7), { shape: [2], dtype: "int32" }),
        runtime.put(Uint8Array.of(0, 1, 1, 0, 1), { shape: [5], dtype: "bool" }),
        runtime.put(Float32Array.of(0.25), { shape: [], dtype: "float32" }),
      ];
      const read = await Promise.all(values.map((value) => runtime.read(value)));
      expect(read).toEqual([
        Float32Array.of(1, -2.5, 3),
        Int32Array.of(2 ** 31 - 1, -7),
        Uint8Array.of(0, 1, 1, 0, 1),
        Float32Array.of(0.25),
      ]);
      for (const value of values) runtime.free(value);
    });

    it("takes an array again whose value was freed", async () => {
      const entries = Float32Array.of(1, 2);
      for (const first of [1, 3]) {
        entries[0] = first;
        const value = runtime.put(entries, { shape: [2], dtype: "float32" });
        expect(await entriesOf(value)).toEqual([first, 2]);
        runtime.free(value);
      }
    });

    it("computes with what a run computed, and leaves its inputs", async () => {
      await using({ runtime, graph: doubling() }, async (executable) => {
        const [x, spare] = [pair(1, 2), pair(0, 0)];
        const first = (await executable.run(new Map([["x", x]]), new Map())).get("y")!;
        const second = (await executable.run(new Map([["x", first]]), new Map([["y", spare]]))).get("y")!;
        const third = (await executable.run(new Map([["x", second]]), new Map([["y", x]]))).get("y")!;
        expect(await entriesOf(first)).toEqual([2, 4]);
        expect(await entriesOf(second)).toEqual([4, 8]);
        expect(await entriesOf(third)).toEqual([8, 16]);
        for (const value of new Set([x, spare, first, second, third])) runtime.free(value);
      });
    });

    it("gives every output a value of its own", async () => {
      const x = input("x", [2]);
      const y = make("add", [x, x]);
      const graph = graphOf([x, y], { same: x, y, again: y });
      await using({ runtime, graph }, async (executable) => {
        const results = await executable.run(new Map([["x", pair(1, 2)]]), new Map());
        expect(await entriesOf(results.get("same"))).toEqual([1, 2]);
        expect(await entriesOf(results.get("y"))).toEqual([2, 4]);
        expect(await entriesOf(results.get("again"))).toEqual([2, 4]);
        expect(new Set(results.values()).size).toBe(3);
        for (const value of results.values()) runtime.free(value);
      });
    });

    it("refuses a run without its inputs, and goes on", async () => {
      await using({ runtime, graph: doubling() }, async (executable) => {
        await expect(executable.run(new Map(), new Map())).rejects.toThrow();
        const x = pair(1, 2);
        const { y } = Object.fromEntries(await executable.run(new Map([["x", x]]), new Map()));
        expect(await entriesOf(y)).toEqual([2, 4]);
        for (const value of [x, y!]) runtime.free(value);
      });
    });

    it("refuses a graph with an operation that there is not", async () => {
      const x = input("x", [2]);
      const strange = { ...make("neg", [x]), op: "strange" } as unknown as Node;
      await expect(runtime.compile(graphOf([x, strange], { y: strange }))).rejects.toThrow();
    });
  });
}

function doubling(): Graph {
  const x = input("x", [2]);
  const y = make("add", [x, x]);
  return graphOf([x, y], { y });
}

const graphOf = (nodes: readonly Node[], outputs: Readonly<Record<string, Node>>): Graph => ({
  name: "test",
  nodes,
  outputs: Object.entries(outputs).map(([name, node]) => ({ name, node })),
});

async function using<Value extends object>(
  { runtime, graph }: { readonly runtime: Runtime<Value>; readonly graph: Graph },
  use: (executable: Executable<Value>) => Promise<void>,
): Promise<void> {
  const executable = await runtime.compile(graph);
  try {
    await use(executable);
  } finally {
    await executable.dispose();
  }
}
