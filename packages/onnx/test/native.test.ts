import { constant, type Graph, input, make, type Node } from "@genlab/graph";
import koffi from "koffi";
import { describe, expect, it } from "vitest";
import { createOnnxExecutor, encodeModel, type Koffi, lower, openOnnxRuntime } from "../src/index.js";
import { collectGarbage } from "./collect-garbage.js";
import { openNative } from "./open-native.js";

const ort = openNative();

function modelOf(nodes: readonly Node[], outputs: Readonly<Record<string, Node>>): Uint8Array {
  const graph: Graph = {
    name: "test",
    nodes,
    outputs: Object.entries(outputs).map(([name, node]) => ({ name, node })),
  };
  return encodeModel({ graph: lower(graph), metadata: {} });
}

const x = input("x", [2, 3]);
const doubled = make("add", [x, x]);
const isLarge = make("greater", [x, make("mean", [x], { axes: [0, 1], keepDims: true })]);
const session = (runtime = ort) => runtime.InferenceSession.create(modelOf([x, doubled], { y: doubled }), {});
const floats = (...values: number[]) => new ort.Tensor("float32", Float32Array.from(values), [2, 3]);

describe("openOnnxRuntime", () => {
  it("writes a result where it is told to", async () => {
    const y = floats(0, 0, 0, 0, 0, 0);
    const results = await (await session()).run({ x: floats(1, 2, 3, 4, 5, 6) }, { y });
    expect(results.y).toBe(y);
    expect(y.data).toEqual(Float32Array.of(2, 4, 6, 8, 10, 12));
  });

  it("makes the tensor of a result that has no place", async () => {
    const { y } = await (await session()).run({ x: floats(1, 2, 3, 4, 5, 6) }, { y: null });
    expect(y).toEqual({ type: "float32", data: Float32Array.of(2, 4, 6, 8, 10, 12), dims: [2, 3] });
  });

  it("gives bools and scalars", async () => {
    const total = make("sum", [x], { axes: [0, 1], keepDims: false });
    const mean = isLarge.inputs[1]!;
    const model = modelOf([x, mean, isLarge, total], { isLarge, total });
    const results = await (await ort.InferenceSession.create(model, {})).run(
      { x: floats(1, 2, 3, 4, 5, 6) },
      { isLarge: null, total: null },
    );
    expect(results.isLarge).toEqual({ type: "bool", data: Uint8Array.of(0, 0, 0, 1, 1, 1), dims: [2, 3] });
    expect(results.total).toEqual({ type: "float32", data: Float32Array.of(21), dims: [] });
  });

  it("reads and writes views that do not start at the start of their memory", async () => {
    const memory = new Float32Array(14).fill(-1);
    const given = new ort.Tensor("float32", memory.subarray(1, 7).fill(3), [2, 3]);
    const y = new ort.Tensor("float32", memory.subarray(7, 13), [2, 3]);
    await (await session()).run({ x: given }, { y });
    expect([...memory]).toEqual([-1, 3, 3, 3, 3, 3, 3, 6, 6, 6, 6, 6, 6, -1]);
  });

  it("opens more than once, and runs sessions side by side", async () => {
    const sessions = await Promise.all([openNative(), ort].map((runtime) => session(runtime)));
    const runs = sessions.map((each, i) => each.run({ x: floats(i, i, i, i, i, i) }, { y: null }));
    expect((await Promise.all(runs)).map(({ y }) => (y!.data as Float32Array)[0])).toEqual([0, 2]);
  });

  it("lets timers have their turn between runs", async () => {
    let turns = 0;
    const timer = setInterval(() => turns++, 0);
    const running = await session();
    for (let i = 0; i < 200; i++) await running.run({ x: floats(1, 1, 1, 1, 1, 1) }, { y: null });
    clearInterval(timer);
    expect(turns).toBeGreaterThan(0);
  });

  it("refuses to run a session that was released", async () => {
    const released = await session();
    const run = released.run({ x: floats(1, 1, 1, 1, 1, 1) }, { y: null });
    await released.release();
    await expect(run).rejects.toThrowErrorMatchingInlineSnapshot(`[GenlabError: The session was released.]`);
    await released.release();
  });

  it("tells what ONNX Runtime says of a model, of inputs and of a library that is none", async () => {
    await expect(ort.InferenceSession.create(Uint8Array.of(1, 2, 3), {})).rejects.toThrow(/protobuf/i);
    await expect((await session()).run({}, { y: null })).rejects.toThrow(/x/);
    const wrong = new ort.Tensor("float32", new Float32Array(2), [2]);
    await expect((await session()).run({ x: wrong }, { y: null })).rejects.toThrow(/rank/i);
    expect(() => openOnnxRuntime({ koffi: koffi as unknown as Koffi, library: "no-such-library" })).toThrow(
      /no-such-library/,
    );
    expect(() => new ort.Tensor("float32", new Float32Array(2), [3])).toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: A tensor [3] has 3 entries, but was given 2.]`,
    );
    await expect(createOnnxExecutor(ort, { executionProviders: ["cuda"] })).rejects.toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: ONNX Runtime starts on none of the execution providers. cuda: By its C interface ONNX Runtime runs on cpu only. Use onnxruntime-node for "cuda".]`,
    );
  });

  it("frees sessions that nothing holds, and values of sessions that were released", async () => {
    const size = 1 << 21; // 8 MB each
    const weights = constant(new Float32Array(size).fill(1), [size], "float32");
    const big = input("x", [size]);
    const sum = make("add", [big, weights]);
    const model = modelOf([big, weights, sum], { y: sum });
    const run = async (release: boolean) => {
      const made = await ort.InferenceSession.create(model, {});
      const x = new ort.Tensor("float32", new Float32Array(size), [size]);
      await made.run({ x }, { y: x });
      if (release) await made.release();
    };
    const rounds = async (count: number) => {
      for (let i = 0; i < count; i++) await run(i % 2 === 0);
    };
    const held = async () => {
      await collectGarbage();
      return process.memoryUsage.rss();
    };
    await rounds(20); // the allocator keeps some of what it once gave
    const grown = async () => {
      const before = await held();
      await rounds(20); // what none of them frees is 320 MB
      return (await held()) - before;
    };
    // an allocator may give back a round later: a leak grows in each
    await expect.poll(grown, { timeout: 100_000 }).toBeLessThan(60e6);
  });

  it("holds no memory of runs that ended", async () => {
    const size = 1 << 20;
    const big = input("x", [size]);
    const negative = make("neg", [big]);
    const model = await ort.InferenceSession.create(modelOf([big, negative], { y: negative }), {});
    const run = () => model.run({ x: new ort.Tensor("float32", new Float32Array(size), [size]) }, { y: null }); // 8 MB each
    for (let i = 0; i < 10; i++) await run();
    const before = process.memoryUsage.rss();
    for (let i = 0; i < 40; i++) await run();
    expect(process.memoryUsage.rss() - before).toBeLessThan(120e6);
  });
});
