// Trains a VAE of 784-512-256-20 features, or a small GAN of two phases, for many steps as the trainer does, and prints the process' memory:
// node --expose-gc bench/memory.mjs [vae | gan] [onnx | tensorflow | compiled | webgpu] [steps]

import "@tensorflow/tfjs-backend-cpu";
import { createRng } from "@genlab/core";
import { adam } from "@genlab/optim";
import { Trainer } from "@genlab/trainers";
import { createModel } from "@genlab/zoo";
import { memory, setBackend } from "@tensorflow/tfjs-core";
import { createExecutor } from "../apps/trainer/dist/engines/create-executor.js";

const [type = "vae", engine = "onnx", steps = 10_000] = process.argv.slice(2);
const { configuration, shape, sizes } = {
  vae: { configuration: { type: "vae", latent: 20, hidden: [512, 256] }, shape: [784], sizes: [32, 24] },
  gan: { configuration: { type: "gan" }, shape: [4], sizes: [32, 20] },
}[type];
await setBackend("cpu");

const executor = await createExecutor({
  engine,
  ...((engine === "onnx" || engine === "tensorflow") && { threads: 1 }),
});
console.log(executor.name);
const model = createModel(configuration, { shape, rng: createRng(1) });
const trainer = new Trainer(model, { optimizer: adam({ learningRate: 1e-3 }), rng: createRng(2), executor });

const batches = sizes.map((size) => {
  const data = new Float32Array(size * shape[0]);
  createRng(size).fillUniform(data, 0, 1);
  return { x: { data, shape: [size, ...shape] } };
});

const reports = [];
for (let step = 1; step <= steps; step++) {
  // the last batch of an epoch is a short one
  for (const terms of (await trainer.update(batches[step % 10 === 0 ? 1 : 0])).values()) terms.dispose();
  if (step % (steps / 10) !== 0) continue;
  globalThis.gc?.();
  const { rss, heapUsed, arrayBuffers } = process.memoryUsage();
  const megabytes = [rss, heapUsed, arrayBuffers].map((bytes) => (bytes / 2 ** 20).toFixed(1));
  reports.push(rss);
  console.log(
    `step ${step}: resident ${megabytes[0]} MiB, heap ${megabytes[1]}, arrays ${megabytes[2]}, ${memory().numTensors} tensors`,
  );
}
// from the second tenth on: the first warms up
const growth = (reports.at(-1) - reports[1]) / 2 ** 20;
console.log(`resident memory grew by ${growth.toFixed(1)} MiB from step ${steps / 5} to ${steps}`);
process.exit(growth > 20 ? 1 : 0);
