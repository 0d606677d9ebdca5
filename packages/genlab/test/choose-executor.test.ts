import { createRng, createVae, digits, fromArrays } from "genlab";
import { afterEach, expect, it, vi } from "vitest";
import { chooseExecutor } from "../src/choose-executor.js";
import { compute } from "../src/compute.js";
import { fit } from "../src/fit.js";
import { sample } from "../src/sample.js";

vi.mock("#native", () => ({ openNative: async () => undefined })); // as in a page

const requestAdapter = vi.fn(async () => null);
vi.stubGlobal("navigator", { gpu: { requestAdapter } });
afterEach(() => requestAdapter.mockClear());

it("asks for WebGPU where images are trained, and for what is computed once it does not", async () => {
  const model = await fit({ type: "vae", latent: 2, network: "dense", hidden: [4] }, await digits({ part: "test" }), {
    steps: 1,
  });
  expect(requestAdapter).toHaveBeenCalledTimes(1);
  await sample(model, 1);
  await compute(createVae({ shape: [2], latent: 2, hidden: [4] }, createRng(1)), (_, { rng }) => ({
    z: rng.normal([1]),
  }));
  expect(requestAdapter).toHaveBeenCalledTimes(1);
});

it("does not for models of points", async () => {
  const data = fromArrays({ x: { data: new Float32Array(32), shape: [16, 2] } });
  await fit({ type: "vae", latent: 2, network: "dense", hidden: [4] }, data, { steps: 1 });
  expect(requestAdapter).not.toHaveBeenCalled();
});

it("takes WebGPU unless it is told not to", async () => {
  await (await chooseExecutor({ webgpu: false })).dispose?.();
  expect(requestAdapter).not.toHaveBeenCalled();
  await (await chooseExecutor()).dispose?.();
  expect(requestAdapter).toHaveBeenCalledTimes(1);
  await expect(chooseExecutor({ gpu: true } as object)).rejects.toThrow(/gpu/);
});
