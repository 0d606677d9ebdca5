import { itIsARuntime, kernelCases } from "@genlab/testing";
import { getBackend, setBackend } from "@tensorflow/tfjs-core";
import { afterAll, beforeAll, describe, inject } from "vitest";
import { openWebgpuRuntime, type WebgpuRuntime } from "../src/index.js";
import { kept } from "./kept.js";

// every operation: runtime.long.test.ts
const cases = kernelCases.filter((_, i) => i % 30 === 0);

// once, in the Chromium that has an adapter: one in software, of which nothing is asked but the numbers
describe.skipIf(inject("backend") !== "webgpu")("in a browser", () => {
  const before = getBackend();
  let runtime: WebgpuRuntime;
  beforeAll(async () => {
    await setBackend("cpu");
    runtime = await openWebgpuRuntime({ software: true });
  });
  afterAll(async () => {
    await runtime?.dispose();
    await setBackend(before);
  });

  describe("WebGPU", () =>
    itIsARuntime({
      ...{ create: async () => kept(runtime), tolerance: 1e-3, variableTolerance: 1e-3 },
      ...{ cases, models: ["vae"], steps: 5 },
    }));
});
