import "@tensorflow/tfjs-backend-cpu";
import "@tensorflow/tfjs-backend-wasm";
import { prepareBackend } from "@genlab/backends";
import { createRng } from "@genlab/core";
import { batches, digits } from "@genlab/data";
import { adam } from "@genlab/optim";
import { Trainer, train } from "@genlab/trainers";
import { createVae } from "@genlab/vae";
import { setBackend } from "@tensorflow/tfjs-core";
import { expect, it } from "vitest";

/** The total loss of each of 50 steps of a convolutional VAE on the digits. */
async function losses(backend: string): Promise<number[]> {
  await setBackend(backend);
  prepareBackend(backend);
  const rng = createRng(1);
  const model = createVae({ shape: [8, 8, 1], latent: 4, channels: [4, 8] }, rng.fork("model"));
  const trainer = new Trainer(model, { optimizer: adam({ learningRate: 1e-3 }), rng: rng.fork("training") });
  const data = batches(await digits({ part: "train" }), { batchSize: 16, rng: rng.fork("data") });
  const found: number[] = [];
  for await (const report of train(trainer, data, { steps: 50 })) found.push(report.losses!.vae!.total!);
  trainer.dispose();
  return found;
}

it("trains the same on cpu and wasm from the same seed", async () => {
  const [cpu, wasm] = [await losses("cpu"), await losses("wasm")];
  expect(wasm).toHaveLength(50);
  const differences = wasm.map((loss, step) => Math.abs(loss - cpu[step]!) / cpu[step]!);
  expect(Math.max(...differences)).toBeLessThan(1e-4);
  expect(cpu.at(-1)).toBeLessThan(cpu[0]!);
});
