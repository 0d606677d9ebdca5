// A row of bench/growth.mjs by GenLab: node bench/growth-case.mjs THREADS WORKLOAD.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import "@tensorflow/tfjs-backend-cpu";
import { createRng } from "@genlab/core";
import { bernoulli } from "@genlab/losses";
import { openExecutor } from "@genlab/onnx/node";
import { adam } from "@genlab/optim";
import { encodeCheckpoint, Trainer } from "@genlab/trainers";
import { createVae } from "@genlab/vae";
import { setBackend } from "@tensorflow/tfjs-core";

const [threads, workload] = process.argv.slice(2);
const { kind: network, batch, shape, ...sizes } = JSON.parse(workload);
await setBackend("cpu");
const executor = await openExecutor({ threads: Number(threads) });
const rng = createRng(1);
const model = createVae({ ...sizes, shape, network, likelihood: bernoulli }, rng);
const trainer = new Trainer(model, { optimizer: adam({ learningRate: 1e-3 }), rng, executor });
const x = { data: new Float32Array(batch * shape.reduce((size, length) => size * length)), shape: [batch, ...shape] };
createRng(2).fillUniform(x.data, 0, 1);

async function time(work) {
  const begin = performance.now();
  await work();
  return performance.now() - begin;
}

async function step() {
  for (const terms of (await trainer.update({ x })).values()) await terms.read();
}

const first = await time(step);
const times = [await time(step)];
// at least three steps, and five seconds of them
while (times.length < 4 || (times.length < 50 && times.reduce((sum, each) => sum + each) < 5000)) {
  times.push(await time(step));
}
const middle = times.slice(1).sort((a, b) => a - b)[(times.length - 1) >> 1];
const folder = mkdtempSync(join(tmpdir(), "genlab-growth-"));
let bytes;
const checkpoint = await time(async () => {
  const file = await encodeCheckpoint(trainer, {});
  bytes = file.length;
  writeFileSync(join(folder, "checkpoint.safetensors"), file);
});
rmSync(folder, { recursive: true });
console.log(JSON.stringify({ first, step: middle, checkpoint, bytes, memory: process.resourceUsage().maxRSS / 1024 }));
process.exit(0);
