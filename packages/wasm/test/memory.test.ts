import "@tensorflow/tfjs-backend-cpu";
import { createRng } from "@genlab/core";
import { CompiledExecutor, input, make } from "@genlab/graph";
import { adam } from "@genlab/optim";
import { Trainer } from "@genlab/trainers";
import { createModel } from "@genlab/zoo";
import { setBackend } from "@tensorflow/tfjs-core";
import { beforeAll, expect, it } from "vitest";
import { Heap } from "../src/runtime/heap.js";
import { WasmRuntime } from "../src/runtime/wasm-runtime.js";

beforeAll(async () => {
  await setBackend("cpu");
});

it("a heap gives out no byte twice, and again what it was given back", () => {
  const heap = new Heap();
  const blocks = [100, 16, 3000, 1].map((bytes) => heap.take(bytes));
  const ends = blocks.map(({ address, bytes }) => [address, address + bytes]).toSorted(([a], [b]) => a! - b!);
  for (const [i, [start]] of ends.slice(1).entries()) expect(start).toBeGreaterThanOrEqual(ends[i]![1]!);
  for (const block of [blocks[1], blocks[3], blocks[0], blocks[2]]) heap.give(block!);
  const { byteLength } = heap.memory.buffer;
  const whole = heap.take(byteLength - 128);
  expect([whole.address, heap.memory.buffer.byteLength]).toEqual([64, byteLength]);
  expect(heap.take(1000).address).toBeGreaterThanOrEqual(byteLength - 64);
});

it("a heap refuses what WebAssembly cannot have, and goes on", () => {
  const heap = new Heap();
  expect(() => heap.take(2 ** 33)).toThrowErrorMatchingInlineSnapshot(
    `[GenlabError: WebAssembly has 1048576 bytes of memory and gets no 8589934592 more: a memory has no more than 4 GiB. Use a smaller batch or model.]`,
  );
  expect(heap.take(64).bytes).toBe(64);
});

it("the memory is as large after many steps as after a few", async () => {
  const runtime = new WasmRuntime({ isFused: false });
  const trainer = new Trainer(
    createModel({ type: "gan", network: "dense", latent: 2, hidden: [8] }, { shape: [2], rng: createRng(1) }),
    {
      optimizer: adam({ learningRate: 1e-3 }),
      rng: createRng(2),
      executor: new CompiledExecutor(runtime),
    },
  );
  const x = { data: new Float32Array(64), shape: [32, 2] };
  createRng(3).fillUniform(x.data, 0, 1);
  const after = async (steps: number) => {
    for (let i = 0; i < steps; i++) for (const terms of (await trainer.update({ x })).values()) await terms.read();
    return runtime.bytes;
  };
  const few = await after(3);
  expect(await after(2000)).toBe(few);
  trainer.dispose();
});

it("an index that there is not ends a run, and the next one is computed", async () => {
  const runtime = new WasmRuntime({ isFused: false });
  const [x, indices] = [input("x", [3]), input("i", [2], "int32")];
  const y = make("gather", [x, indices], { axis: 0 });
  const executable = await runtime.compile({
    name: "gather",
    nodes: [x, indices, y],
    outputs: [{ name: "y", node: y }],
  });
  const run = async (...at: number[]) => {
    const given = new Map([
      ["x", runtime.put(Float32Array.of(5, 6, 7), { shape: [3], dtype: "float32" })],
      ["i", runtime.put(Int32Array.from(at), { shape: [2], dtype: "int32" })],
    ]);
    return runtime.read((await executable.run(given, new Map())).get("y")!);
  };
  await expect(run(0, 3)).rejects.toThrowErrorMatchingInlineSnapshot(
    `[GenlabError: An index lies outside of what it is taken from (unreachable).]`,
  );
  expect(await run(2, 0)).toEqual(Float32Array.of(7, 5));
});
