import "@tensorflow/tfjs-backend-cpu";
import "@tensorflow/tfjs-backend-wasm";
import "@tensorflow/tfjs-backend-webgl";
import "@tensorflow/tfjs-backend-webgpu";
import { prepareBackend } from "@genlab/backends";
import { canSample, createContext, createRng } from "@genlab/core";
import { adam } from "@genlab/optim";
import { Trainer } from "@genlab/trainers";
import { createModel } from "@genlab/zoo";
import { getKernel, getKernelsForBackend, profile, setBackend, tidy } from "@tensorflow/tfjs-core";
import { expect, it } from "vitest";
import { shape, tiny } from "./tiny.js";

const x = { data: Float32Array.from({ length: 64 }, (_, i) => (1 + Math.sin(i)) / 2), shape: [4, ...shape] };
const batch = { x, y: { data: Int32Array.of(0, 2, 1, 2), shape: [4] } };

/** The kernels that a step and a sample of every recipe run. */
async function usedKernels(): Promise<Set<string>> {
  await setBackend("cpu");
  const used = new Set<string>();
  for (const [, configuration] of tiny) {
    const model = createModel(configuration, { shape, rng: createRng(1) });
    const trainer = new Trainer(model, { optimizer: adam({ learningRate: 1e-3 }), rng: createRng(2) });
    const { kernels } = await profile(async () => {
      for (const terms of (await trainer.update(batch)).values()) terms.dispose();
      return canSample(model) ? tidy(() => model.sample(2, createContext({ rng: createRng(3) }))) : [];
    });
    for (const { name } of kernels) if (getKernel(name, "cpu")) used.add(name); // a function with a gradient of its own is no kernel
    trainer.dispose();
  }
  return used;
}

it("the kernels of every model are there on every backend", async () => {
  const used = await usedKernels();
  for (const name of ["wasm", "webgl", "webgpu"]) {
    prepareBackend(name);
    const registered = new Set(getKernelsForBackend(name).map(({ kernelName }) => kernelName));
    expect(
      [...used].filter((kernel) => !registered.has(kernel)),
      name,
    ).toEqual([]);
  }
});
