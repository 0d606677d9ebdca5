// Trains a workload on one of GenLab's engines: node bench/engine.mjs ENGINE WORKLOAD THREADS. Reads numbers of steps from lines,
// and answers each with a line of JSON; bench/step.mjs says which.
import { createInterface } from "node:readline";
import { chooseBackend } from "@genlab/backends";
import { createRng } from "@genlab/core";
import { createOnnxExecutor, openOnnxRuntime } from "@genlab/onnx";
import { findLibrary, openExecutor } from "@genlab/onnx/node";
import { adam } from "@genlab/optim";
import { Trainer } from "@genlab/trainers";
import { setBackend } from "@tensorflow/tfjs-core";
import koffi from "koffi";
import { nodeBackends } from "../apps/trainer/dist/engines/backends.js";
import { createExecutor } from "../apps/trainer/dist/engines/create-executor.js";
import { batchSize, workloads } from "./workloads.mjs";

const [engine, name, threads] = process.argv.slice(2);
const { shape, create, adam: adamOptions } = workloads[name];

let trainer;
try {
  const executor = await startEngine(engine);
  const rng = createRng(1);
  trainer = new Trainer(create(rng), { optimizer: adam(adamOptions), rng, ...(executor && { executor }) });
} catch (error) {
  answer({ error: error.message.split("\n")[0] });
  process.exit(0);
}
answer({ ready: trainer.executor.name });

const x = {
  data: new Float32Array(batchSize * shape.reduce((size, length) => size * length)),
  shape: [batchSize, ...shape],
};
createRng(2).fillUniform(x.data, 0, 1);

for await (const steps of createInterface({ input: process.stdin })) {
  try {
    answer(await train(Number(steps)));
  } catch (error) {
    answer({ error: error.message.split("\n")[0] });
  }
}

/** "wasm-bare" is the wasm backend as tfjs ships it, without the kernels of @genlab/backends; "onnx-alone" has ONNX Runtime do updates too. */
async function startEngine(name) {
  if (name === "wasm-bare") {
    await import("@tensorflow/tfjs-backend-wasm");
    await setBackend("wasm");
    return undefined;
  }
  if (name === "onnx-alone") {
    await chooseBackend([{ name: "cpu", backend: "cpu", load: () => import("@tensorflow/tfjs-backend-cpu") }]);
    const runtime = openOnnxRuntime({ koffi, library: findLibrary() });
    return createOnnxExecutor(runtime, { threads: Number(threads), updatesInWasm: false });
  }
  if (name === "tensorflow-bfloat16") {
    await chooseBackend([{ name: "cpu", backend: "cpu", load: () => import("@tensorflow/tfjs-backend-cpu") }]);
    return createExecutor({ engine: "tensorflow", threads: Number(threads), precision: "bfloat16" });
  }
  const { load, backend = name } = nodeBackends.find((candidate) => candidate.name === name);
  await chooseBackend([{ name, backend, load: () => load({ byName: false }) }]);
  if (name === "tensorflow") return createExecutor({ engine: name, threads: Number(threads) });
  return name === "onnx" ? openExecutor({ threads: Number(threads) }) : undefined;
}

async function train(steps) {
  const times = [];
  let loss;
  for (let i = 0; i < steps; i++) {
    const begin = performance.now();
    for (const terms of (await trainer.update({ x })).values()) loss = (await terms.read()).total;
    times.push(performance.now() - begin);
  }
  return { times, loss, memory: process.resourceUsage().maxRSS / 1024 };
}

function answer(value) {
  console.log(JSON.stringify(value));
}
