import "@tensorflow/tfjs-backend-cpu";
import { createRng, type Executor } from "@genlab/core";
import { CompiledExecutor } from "@genlab/graph";
import { adam } from "@genlab/optim";
import { EagerExecutor, Trainer } from "@genlab/trainers";
import { createVae } from "@genlab/vae";
import { setBackend } from "@tensorflow/tfjs-core";
import { beforeAll, expect, it } from "vitest";
import { LIBRARY, openTensorflow } from "./open-tensorflow.js";

beforeAll(async () => {
  await setBackend("cpu");
});

async function lossesOf(executor: Executor, channels: number): Promise<number[]> {
  const rng = createRng(1);
  const shape = [8, 8, channels];
  const model = createVae({ shape, latent: 2, network: "convolutional", channels: [8, 16] }, rng.fork("model"));
  const trainer = new Trainer(model, { optimizer: adam({ learningRate: 1e-3 }), rng, executor });
  const data = new Float32Array(16 * 64 * channels);
  createRng(2).fillUniform(data, 0, 1);
  const losses: number[] = [];
  for (let step = 0; step < 10; step++) {
    const terms = await trainer.update({ x: { data, shape: [16, ...shape] } });
    losses.push((await terms.get("vae")!.read()).total!);
  }
  return losses;
}

// eight binary digits: 2⁻⁹ at most for each factor. TensorFlow's own sums over one or three channels would be off by their own size
it.skipIf(LIBRARY === undefined).each([1, 2, 3])(
  "a VAE of images of %d channels trains in bfloat16 as in float32, but for roundings",
  async (channels) => {
    const runtime = openTensorflow({ precision: "bfloat16" });
    expect(runtime.details).toMatch(/products in bfloat16, updates in WebAssembly$/);
    const exact = await lossesOf(new EagerExecutor(), channels);
    const rounded = await lossesOf(new CompiledExecutor(runtime), channels);
    for (const [i, loss] of exact.entries()) expect(Math.abs(rounded[i]! / loss - 1)).toBeLessThan(3e-3);
    // float32 by the same library has other last bits than eager, but not these
    expect(rounded).not.toEqual(await lossesOf(new CompiledExecutor(openTensorflow()), channels));
  },
);
