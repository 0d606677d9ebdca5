import "@tensorflow/tfjs-backend-cpu";
import { createRng } from "@genlab/core";
import { CompiledExecutor, type Graph, graphOf, input, make } from "@genlab/graph";
import { adam, adamW, chain, clipByGlobalNorm, rmsProp, type Transform } from "@genlab/optim";
import { Trainer } from "@genlab/trainers";
import { createVae } from "@genlab/vae";
import { setBackend } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import { LIBRARY, openTensorflow } from "./open-tensorflow.js";

beforeAll(async () => {
  await setBackend("cpu");
});

async function lossesOf(optimizer: Transform, updatesInWasm: boolean): Promise<readonly number[]> {
  const rng = createRng(1);
  const model = createVae({ shape: [6], latent: 2, network: "dense", hidden: [5] }, rng.fork("model"));
  const executor = new CompiledExecutor(openTensorflow({ updatesInWasm }));
  const trainer = new Trainer(model, { optimizer, rng, executor });
  const data = new Float32Array(8 * 6);
  createRng(2).fillUniform(data, 0, 1);
  const losses: number[] = [];
  for (let step = 0; step < 20; step++) {
    const terms = await trainer.update({ x: { data, shape: [8, 6] } });
    losses.push((await terms.get("vae")!.read()).total!);
  }
  await executor.dispose();
  return losses;
}

const outputsOf = (of: Readonly<Record<string, ReturnType<typeof make>>>): Graph =>
  graphOf(
    "test",
    Object.entries(of).map(([name, node]) => ({ name, node })),
  );

if (LIBRARY === undefined) it.skip("TensorFlow's variables: TENSORFLOW=PATH/libtensorflow_cc.so.2 says where it is");
else
  describe("variables of TensorFlow's, moved by WebAssembly", () => {
    it.each<[string, Transform]>([
      ["adam", adam({ learningRate: 0.01 })],
      ["adamW, clipped", chain(clipByGlobalNorm(0.5), adamW({ learningRate: 0.01 }))],
      ["rmsProp", rmsProp({ learningRate: 0.01 })],
    ])("are those that TensorFlow itself moves, but for last bits: %s", async (_, optimizer) => {
      const [here, there] = [await lossesOf(optimizer, true), await lossesOf(optimizer, false)];
      for (const [i, loss] of there.entries()) expect(Math.abs(here[i]! / loss - 1)).toBeLessThan(1e-5);
      expect(there.at(-1)).toBeLessThan(there[0]!);
    });

    it("are written where they lie, and what was given of them before stays as it was", async () => {
      const runtime = openTensorflow();
      const w = input("state/w", [2, 3]);
      const views = {
        whole: w,
        reshaped: make("reshape", [w], { shape: [3, 2] }),
        single: make("max", [make("reshape", [w], { shape: [2, 1, 3] })], { axes: [1], keepDims: false }),
        row: make("slice", [w], { begin: [1, 0], size: [1, 3], strides: [1, 1] }),
      };
      const looking = await runtime.compile(outputsOf(views));
      const doubled = outputsOf({ "next/w": make("add", [w, w]) });
      const update = (await runtime.compileUpdate(doubled, new Map([["next/w", "state/w"]])))!;
      const value = runtime.hold(Float32Array.of(1, 2, 3, 4, 5, 6), { shape: [2, 3], dtype: "float32" });
      const given = await looking.run(new Map([["state/w", value]]), new Map());
      const moved = await update.run(new Map([["state/w", value]]), new Map([["next/w", value]]));
      expect(moved.get("next/w")).toBe(value);
      expect([...runtime.read(value)]).toEqual([2, 4, 6, 8, 10, 12]);
      const again = await looking.run(new Map([["state/w", value]]), new Map());
      const entriesOf = (values: typeof given) => [...values.values()].map((one) => [...runtime.read(one)]);
      expect(entriesOf(given)).toEqual([
        [1, 2, 3, 4, 5, 6],
        [1, 2, 3, 4, 5, 6],
        [1, 2, 3, 4, 5, 6],
        [4, 5, 6],
      ]);
      expect(entriesOf(again)[3]).toEqual([8, 10, 12]);
      await runtime.dispose();
    });

    it("have the memory of those that were freed", async () => {
      const runtime = openTensorflow();
      const type = { shape: [3], dtype: "float32" } as const;
      const before = runtime.hold(Float32Array.of(1, 2, 3), type);
      runtime.free(before);
      expect(() => runtime.read(before)).toThrow("A value was read that had been given up.");
      const after = runtime.hold(Float32Array.of(4, 5, 6), type);
      expect(after.handle).toBe(before.handle);
      expect([...runtime.read(after)]).toEqual([4, 5, 6]);
      await runtime.dispose();
    });
  });
