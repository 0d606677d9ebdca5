import "@tensorflow/tfjs-backend-cpu";
import { itIsARuntime, kernelCases } from "@genlab/testing";
import { setBackend } from "@tensorflow/tfjs-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { collectGarbage } from "./collect-garbage.js";
import { keptWebgpu, openWebgpu } from "./open-webgpu.js";

const kept = keptWebgpu();
afterAll(() => kept?.dispose());
beforeAll(async () => {
  await setBackend("cpu");
});

/** What is written otherwise for WebGPU. The rest, and trainings: webgpu.long.test.ts. */
const REWRITTEN = [
  "round",
  "sign",
  "minimum of equal shapes",
  "or of bools",
  "equal of bools",
  "argMax",
  "argMin",
  "topk values",
  "topk indices",
  "conv2d same stride 1 dilation 1 1x2 on 4x4",
  "depthwise same stride 2 dilation 1 2x3 on 7x5",
];
const cases = kernelCases.filter(({ name }) => REWRITTEN.includes(name));

describe.skipIf(!kept)("ONNX Runtime on WebGPU", () => {
  itIsARuntime({ create: async () => openWebgpu(), cases, models: [] });

  const put = (runtime = openWebgpu()) => {
    const value = runtime.put(Float32Array.of(1, 2), { shape: [2], dtype: "float32" });
    return { runtime, value };
  };

  it("frees what is left before its device is gone", async () => {
    for (let i = 0; i < 3; i++) {
      const { runtime, value } = put();
      await runtime.dispose();
      await runtime.dispose();
      expect(() => runtime.read(value)).toThrow("The value was freed.");
      expect(() => put(runtime)).toThrow("The device was disposed of.");
    }
    await collectGarbage(); // a value that outlives its device ends the process
  });

  it("refuses a value that was freed, and frees it once", async () => {
    const { runtime, value } = put();
    runtime.free(value);
    runtime.free(value);
    expect(() => runtime.read(value)).toThrow("The value was freed.");
    await runtime.dispose();
  });
});
