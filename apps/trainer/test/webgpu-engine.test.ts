import { Trainer } from "@genlab/trainers";
import { memory } from "@tensorflow/tfjs-core";
import { expect, it, vi } from "vitest";
import { composeConfig } from "../src/config/compose-config.js";
import type { RunConfig } from "../src/config/run-config.js";
import { loadRunData } from "../src/data/load-run-data.js";
import { chooseEngine } from "../src/engines/choose-engine.js";
import { howToGetGpu } from "../src/engines/how-to-get-gpu.js";
import { fasterEngine, type Trial, trialOn } from "../src/runs/faster-engine.js";

const config = (engine: RunConfig["engine"]): RunConfig => ({ ...composeConfig({ options: {} }).config, engine });

function trialOf(times: Partial<Record<string, number>>) {
  const chosen: string[] = [];
  const trial: Trial = {
    async choose({ engine }) {
      if (times[engine] === undefined) throw new Error(`no ${engine}`);
      chosen.push(engine);
      return { engine, ...(engine === "onnx" && { threads: 2 }) };
    },
    async measure({ engine }) {
      if (Number.isNaN(times[engine])) throw new Error(`${engine} gave up.`);
      return times[engine]!;
    },
  };
  return { trial, chosen };
}

it("auto takes the GPU where a step of this run is faster, and says so", async () => {
  const fast = trialOf({ webgpu: 1.234, onnx: 9.876 });
  const onGpu = await fasterEngine(config("webgpu"), fast.trial);
  expect(onGpu.config.engine).toBe("webgpu");
  expect(onGpu.note).toBe("engine webgpu: a step takes 1.2 ms on webgpu and 9.9 ms on onnx");
  expect(fast.chosen.at(-1)).toBe("webgpu");

  const slow = trialOf({ webgpu: 12.3, onnx: 9.876 });
  const onProcessor = await fasterEngine(config("webgpu"), slow.trial);
  expect(onProcessor.config).toEqual({ ...config("onnx"), threads: 2 });
  expect(onProcessor.note).toBe("engine onnx: a step takes 12 ms on webgpu and 9.9 ms on onnx");
  expect(slow.chosen.at(-1)).toBe("onnx");
});

it("auto takes TensorFlow where it is installed and a step is faster than on the others that work here", async () => {
  const three = trialOf({ webgpu: 3, tensorflow: 1.5, onnx: 2 });
  const middle = await fasterEngine(config("webgpu"), three.trial);
  expect([middle.config.engine, middle.note]).toEqual([
    "tensorflow",
    "engine tensorflow: a step takes 3.0 ms on webgpu, 1.5 ms on tensorflow and 2.0 ms on onnx",
  ]);
  expect(three.chosen.at(-1)).toBe("tensorflow");
  const slower = await fasterEngine(config("tensorflow"), trialOf({ tensorflow: 3, onnx: 2 }).trial);
  expect(slower.config.engine).toBe("onnx");
  // what "auto" sets where there is no GPU
  for (const engine of ["onnx", "tfjs-node", "compiled"] as const) {
    const slow = trialOf({ [engine]: 2, tensorflow: 3 });
    expect((await fasterEngine(config(engine), slow.trial)).config.engine).toBe(engine);
    expect(slow.chosen.at(-1)).toBe(engine);
    const fast = trialOf({ [engine]: 3, tensorflow: 2 });
    expect((await fasterEngine(config(engine), fast.trial)).note).toBe(
      `engine tensorflow: a step takes 3.0 ms on ${engine} and 2.0 ms on tensorflow`,
    );
  }
});

it("auto leaves out an engine that fails, and says why; it fails where none is left", async () => {
  const one = trialOf({ webgpu: Number.NaN, tensorflow: 2, onnx: 3 });
  expect(await fasterEngine(config("webgpu"), one.trial)).toMatchObject({
    config: { engine: "tensorflow" },
    note: "engine tensorflow: a step takes 2.0 ms on tensorflow and 3.0 ms on onnx; left out is webgpu: webgpu gave up",
  });
  const two = trialOf({ webgpu: Number.NaN, tensorflow: Number.NaN, onnx: 3 });
  expect((await fasterEngine(config("webgpu"), two.trial)).note).toBe(
    "engine onnx: a step takes 3.0 ms on onnx; left out is webgpu: webgpu gave up; left out is tensorflow: tensorflow gave up",
  );
  const none = trialOf({ webgpu: Number.NaN, onnx: Number.NaN });
  await expect(fasterEngine(config("webgpu"), none.trial)).rejects.toThrow("webgpu gave up.");
});

it("auto tells a trial what was the least so far", async () => {
  const { trial } = trialOf({ webgpu: 3, tensorflow: 1, onnx: 2 });
  const least: number[] = [];
  await fasterEngine(config("webgpu"), {
    ...trial,
    measure: (one, sofar) => trial.measure(one, least[least.push(sofar!) - 1]!),
  });
  expect(least).toEqual([Number.POSITIVE_INFINITY, 3, 1]);
});

it("auto tries nothing where there is one of them", async () => {
  expect(await fasterEngine(config("onnx"), trialOf({ onnx: 1 }).trial)).toMatchObject({ config: config("onnx") });
  const alone = trialOf({ webgpu: 1 });
  expect(await fasterEngine(config("webgpu"), alone.trial)).toEqual({ config: config("webgpu") });
  expect(alone.chosen).toEqual(["webgpu"]);
});

it("a trial makes steps of a copy of the run, of which nothing is left", async () => {
  await chooseEngine({ engine: "cpu" });
  const model = { type: "vae", network: "dense", hidden: [8], latent: 2 };
  const small = { ...config("cpu"), batchSize: 20, model };
  const { measure } = trialOn(await loadRunData(small));
  const tensors = memory().numTensors;
  expect(await measure(small)).toBeGreaterThan(0);
  expect(memory().numTensors).toBe(tensors);
  // two steps, and no more, of what takes many times as long
  const updates = vi.spyOn(Trainer.prototype, "update");
  expect(await measure(small, 1e-6)).toBeGreaterThan(0);
  expect(updates).toHaveBeenCalledTimes(2);
  updates.mockRestore();
  expect(memory().numTensors).toBe(tensors);
});

it.each<[NodeJS.Platform, string, RegExp]>([
  ["linux", 'NAME="Debian"\nID=debian\n', /apt install libvulkan1 .* nvidia-driver/],
  ["linux", "ID=ubuntu\nID_LIKE=debian\n", /ubuntu-drivers install/],
  ["linux", 'ID=linuxmint\nID_LIKE="ubuntu debian"\n', /ubuntu-drivers install/],
  ["linux", "ID=arch\n", /vulkan-loader/],
  ["darwin", "", /Metal/],
  ["win32", "", /Direct3D 12/],
  ["freebsd", "", /Vulkan/],
])("tells how to get a GPU on %s, %j", (platform, release, remedy) => {
  expect(howToGetGpu(platform, release)).toMatch(remedy);
});
