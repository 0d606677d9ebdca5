import "@tensorflow/tfjs-backend-cpu";
import { type Graph, input, make } from "@genlab/graph";
import { setBackend } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import { LIBRARY, openTensorflow } from "./open-tensorflow.js";

beforeAll(async () => {
  await setBackend("cpu");
});

const x = input("x", [2]);
const y = make("add", [x, x]);
const doubling: Graph = { name: "test", nodes: [x, y], outputs: [{ name: "y", node: y }] };
const pair = [Float32Array.of(1, 2), { shape: [2], dtype: "float32" }] as const;

if (LIBRARY === undefined) it.skip("TensorFlow's values: TENSORFLOW=PATH/libtensorflow_cc.so.2 says where it is");
else {
  // each of these ended the process
  describe("TensorFlow, whose addresses may be gone", () => {
    it("reads in a run what is freed while it is under way", async () => {
      const runtime = openTensorflow();
      const executable = await runtime.compile(doubling);
      const value = runtime.put(...pair);
      const running = executable.run(new Map([["x", value]]), new Map());
      runtime.free(value);
      expect([...runtime.read((await running).get("y")!)]).toEqual([2, 4]);
      await runtime.dispose();
    });

    it("refuses values that were given up, though another has their address", async () => {
      const runtime = openTensorflow();
      const executable = await runtime.compile(doubling);
      const given = Array.from({ length: 20 }, () => runtime.put(...pair));
      for (const value of given) runtime.free(value);
      const later = given.map(() => runtime.put(...pair));
      for (const value of given) {
        const run = executable.run(new Map([["x", value]]), new Map());
        await expect(run).rejects.toThrow('The input "x" is a value that had been given up.');
        runtime.free(value);
      }
      for (const value of later) expect([...runtime.read(value)]).toEqual([1, 2]);
      await runtime.dispose();
    });

    it("refuses all but an end once it was disposed of", async () => {
      const runtime = openTensorflow();
      const executable = await runtime.compile(doubling);
      const value = runtime.put(...pair);
      await runtime.dispose();
      const gone = "The runtime was disposed of. Make a new one.";
      await expect(runtime.compile(doubling)).rejects.toThrow(gone);
      await expect(executable.run(new Map([["x", value]]), new Map())).rejects.toThrow(gone);
      expect(() => runtime.put(...pair)).toThrow(gone);
      expect(() => runtime.read(value)).toThrow("A value was read that had been given up.");
      runtime.free(value);
      await executable.dispose();
      await runtime.dispose();
    });

    it("can be disposed of in the middle of a run", async () => {
      const runtime = openTensorflow();
      const executable = await runtime.compile(doubling);
      const running = executable.run(new Map([["x", runtime.put(...pair)]]), new Map());
      await runtime.dispose();
      const result = (await running).get("y")!;
      expect(() => runtime.read(result)).toThrow("A value was read that had been given up.");
    });
  });
}
