import { itIsARuntime, kernelCases } from "@genlab/testing";
import { getBackend, setBackend } from "@tensorflow/tfjs-core";
import { afterAll, beforeAll, describe, inject } from "vitest";
import { hasFused, WasmRuntime } from "../src/index.js";

// every operation: runtime.test.ts
const cases = kernelCases.filter((_, i) => i % 10 === 0);

// once, not for each backend of the GPU
describe.skipIf(inject("backend") !== "webgl")("in a browser", () => {
  const before = getBackend();
  beforeAll(async () => {
    await setBackend("cpu");
  });
  afterAll(async () => {
    await setBackend(before);
  });

  describe.skipIf(!hasFused())("WebAssembly with fused multiplication and addition", () =>
    itIsARuntime({
      create: async () => new WasmRuntime({ isFused: true }),
      cases,
      models: ["convolutional vae", "gan"],
    }),
  );
});
