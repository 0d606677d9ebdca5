// Times training steps on one engine: reads lines "WORKLOAD MILLISECONDS", trains for that long, answers with the steps' times.
import { createInterface } from "node:readline";
import { chooseBackend } from "@genlab/backends";
import { createRng } from "@genlab/core";
import { adam } from "@genlab/optim";
import { Trainer } from "@genlab/trainers";
import { createVae } from "@genlab/vae";
import { setBackend } from "@tensorflow/tfjs-core";
import { nodeBackends } from "../apps/trainer/dist/backends.js";

const batchSize = 128;

/** Makes the trainer of a workload, and the shape of one of its examples. */
const workloads = {
  "mlp-vae": (rng) => {
    const shape = [784];
    return { shape, model: createVae({ shape, latent: 20, network: "dense", hidden: [512, 256] }, rng) };
  },
  "conv-vae": (rng) => {
    const shape = [28, 28, 1];
    return { shape, model: createVae({ shape, latent: 16, network: "convolutional", channels: [32, 64] }, rng) };
  },
};

const [engine, asked] = process.argv.slice(2);
try {
  await startEngine(engine, asked === "asked");
  answer({ ready: true });
} catch (error) {
  answer({ error: error.message });
  process.exit(0);
}

const running = new Map();
for await (const line of createInterface({ input: process.stdin })) {
  const [name, milliseconds] = line.split(" ");
  try {
    if (!running.has(name)) running.set(name, start(workloads[name]));
    answer({ times: await train(running.get(name), Number(milliseconds)) });
  } catch (error) {
    answer({ error: error.message.split("\n")[0] });
  }
}

/** "wasm-bare" is the wasm backend as tfjs ships it, without the kernels of @genlab/backends. */
async function startEngine(name, byName) {
  const backend = name === "wasm-bare" ? "wasm" : name;
  const loader = nodeBackends.find((candidate) => candidate.name === backend);
  if (loader === undefined) throw new Error(`unknown engine "${name}"`);
  if (name !== "wasm-bare") {
    await chooseBackend([{ name: backend, load: () => loader.load({ byName }) }]);
    return;
  }
  await loader.load({ byName });
  await setBackend(backend);
}

function start(workload) {
  const rng = createRng(1);
  const { model, shape } = workload(rng);
  const data = new Float32Array(batchSize * shape.reduce((size, length) => size * length, 1));
  rng.fork("data").fillUniform(data, 0, 1);
  const trainer = new Trainer(model, { optimizer: adam({ learningRate: 1e-3 }), rng });
  return { trainer, batch: { x: { data, shape: [batchSize, ...shape] } } };
}

async function train({ trainer, batch }, milliseconds) {
  const times = [];
  const end = performance.now() + milliseconds;
  do {
    const begin = performance.now();
    for (const terms of (await trainer.update(batch)).values()) await terms.read();
    times.push(performance.now() - begin);
  } while (performance.now() < end);
  return times;
}

function answer(value) {
  console.log(JSON.stringify(value));
}
