import { itIsARuntime, kernelCases } from "@genlab/testing";
import { getBackend, setBackend } from "@tensorflow/tfjs-core";
import { afterAll, beforeAll, describe, inject } from "vitest";
import { openWebgpuRuntime } from "../src/index.js";

// every operation: runtime.long.test.ts
const cases = kernelCases.filter((_, i) => i % 30 === 0);

// once, in the Chromium that has an adapter: one in software, of which nothing is asked but the numbers
describe.skipIf(inject("backend") !== "webgpu")("in a browser", () => {
  const before = getBackend();
  beforeAll(async () => {
    await setBackend("cpu");
  });
  afterAll(async () => {
    await setBackend(before);
  });

  describe("WebGPU", () =>
    itIsARuntime({
      ...{ create: () => openWebgpuRuntime({ software: true }), tolerance: 1e-3, variableTolerance: 1e-3 },
      ...{ cases, models: ["vae"], steps: 5 },
    }));
});
