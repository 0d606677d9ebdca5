import { createRng, GenlabError } from "@genlab/core";
import { sgd } from "@genlab/optim";
import { Trainer, train } from "@genlab/trainers";
import { GPGPUContext, MathBackendWebGL } from "@tensorflow/tfjs-backend-webgl";
import { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import {
  copyRegisteredKernels,
  getBackend,
  type KernelBackend,
  registerBackend,
  removeBackend,
  setBackend,
} from "@tensorflow/tfjs-core";
import { afterEach, expect, it } from "vitest";
import { batchOf, ToyModel } from "./toy-model.js";

// a device of its own, for other tests go on with the page's
const DOOMED = "doomed";
const own = getBackend();

interface Doomed {
  readonly backend: KernelBackend;
  readonly lose: () => void;
}

const makers: Readonly<Record<string, () => Promise<Doomed>>> = {
  async webgl() {
    const gl = document.createElement("canvas").getContext("webgl2")!;
    const backend = new MathBackendWebGL(new GPGPUContext(gl));
    return { backend, lose: () => gl.getExtension("WEBGL_lose_context")!.loseContext() };
  },
  async webgpu() {
    const adapter = (await navigator.gpu.requestAdapter())!;
    const device = await adapter.requestDevice();
    return { backend: new WebGPUBackend(device), lose: () => device.destroy() };
  },
};

async function doomed(): Promise<Doomed> {
  const made = await makers[own]!();
  registerBackend(DOOMED, () => made.backend);
  copyRegisteredKernels(own, DOOMED);
  await setBackend(DOOMED);
  return made;
}

afterEach(async () => {
  await setBackend(own);
  removeBackend(DOOMED);
});

const trainerOf = () => new Trainer(new ToyModel(), { optimizer: sgd({ learningRate: 0.1 }), rng: createRng(1) });

function* forever() {
  for (;;) yield batchOf(1, 2);
}

it("ends training with an error that says so when the device is lost between two steps", async () => {
  const { lose } = await doomed();
  const steps: number[] = [];
  const training = (async () => {
    for await (const { step } of train(trainerOf(), forever())) {
      steps.push(step);
      if (step === 3) lose();
    }
  })();
  await expect(training).rejects.toThrow(/The (WebGL context|WebGPU device) was lost/);
  await expect(training).rejects.toBeInstanceOf(GenlabError);
  expect(steps.length).toBeGreaterThanOrEqual(3);
});

it("ends it where losses are awaited, and where none are read", async () => {
  const { lose } = await doomed();
  const trainer = trainerOf();
  const terms = await trainer.update(batchOf(1, 2));
  const reading = terms.get("a")!.read();
  lose();
  await reading.catch((error: Error) => expect(error.message).toMatch(/The (WebGL context|WebGPU device) was lost/)); // it may have come in time
  const unread = (async () => {
    for await (const _ of train(trainer, forever(), { reportEvery: 1e9 }));
  })();
  await expect(unread).rejects.toThrow(/The (WebGL context|WebGPU device) was lost/);
});
