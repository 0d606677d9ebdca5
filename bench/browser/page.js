// Trains a workload on one engine: `start({ engine, workload, jax })`, then `train(steps)`. bench/browser.mjs opens a page for each.
import { chooseBackend } from "@genlab/backends";
import { createRng } from "@genlab/core";
import { CompiledExecutor } from "@genlab/graph";
import { adam } from "@genlab/optim";
import { Trainer } from "@genlab/trainers";
import { createWasmExecutor } from "@genlab/wasm";
import { createWebgpuExecutor, isSoftware } from "@genlab/webgpu";
import { createOptimizers } from "@genlab/zoo";
import { setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import plain from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url";
import simd from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url";
import threaded from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-threaded-simd.wasm?url";
import { enableProdMode } from "@tensorflow/tfjs-core";
import { hasGraphicsCard } from "../../apps/demo/src/engines/has-graphics-card.ts";
import { batchSize, workloads } from "../workloads.mjs";
import { playground } from "./playground.js";

setWasmPaths({
  "tfjs-backend-wasm.wasm": plain,
  "tfjs-backend-wasm-simd.wasm": simd,
  "tfjs-backend-wasm-threaded-simd.wasm": threaded,
});

const loaders = {
  wasm: { name: "wasm", load: () => {} },
  webgl: { name: "webgl", load: () => import("@tensorflow/tfjs-backend-webgl") },
  webgpu: { name: "webgpu", load: () => import("@tensorflow/tfjs-backend-webgpu") },
};

/** By name: the tfjs backend, what runs the steps where they are not eager, and on what they run then. */
const engines = {
  "eager wasm": ["wasm"],
  "eager webgl": ["webgl"],
  "eager webgpu": ["webgpu"],
  "compiled wasm": ["wasm", () => createWasmExecutor()],
  "compiled wasm plain": ["wasm", () => createWasmExecutor({ fused: false })],
  "compiled webgpu": ["wasm", () => createWebgpuExecutor({ software: true }), "webgpu"],
  "jax-js wasm": ["wasm", async (jax) => new CompiledExecutor(await jaxRuntime(jax, "wasm"))],
  "jax-js webgpu": ["wasm", async (jax) => new CompiledExecutor(await jaxRuntime(jax, "webgpu")), "webgpu"],
};

const jaxRuntime = async (url, device) => {
  const { openJaxRuntime } = await import("./jax-runtime.js");
  return openJaxRuntime(await import(/* @vite-ignore */ url), device);
};

/** Of what steps run on, whether it would compute on the processor what is meant for a GPU. */
const inSoftware = {
  wasm: () => false,
  webgl: () => !hasGraphicsCard(),
  async webgpu() {
    const adapter = await navigator.gpu?.requestAdapter();
    return !adapter || isSoftware(adapter);
  },
};

window.isInSoftware = (engine) => {
  const [backend, , device = backend] = engines[engine];
  return inSoftware[device]();
};

let trainer;
let batch;

window.start = async ({ engine, workload, jax }) => {
  enableProdMode();
  const [backend, create] = engines[engine];
  await chooseBackend([loaders[backend]]);
  const executor = await create?.(jax);
  const {
    shape,
    create: createModel,
    adam: adamOptions,
    optimizer,
    size = batchSize,
  } = { ...playground, ...workloads }[workload];
  const rng = createRng(1);
  trainer = new Trainer(createModel(rng), {
    optimizer: optimizer ? createOptimizers(optimizer) : adam(adamOptions),
    rng,
    ...(executor && { executor }),
  });
  const x = {
    data: new Float32Array(size * shape.reduce((product, length) => product * length)),
    shape: [size, ...shape],
  };
  createRng(2).fillUniform(x.data, 0, 1);
  batch = { x };
  return trainer.executor.name;
};

window.train = async (steps) => {
  const times = [];
  let loss;
  for (let i = 0; i < steps; i++) {
    const begin = performance.now();
    for (const terms of (await trainer.update(batch)).values()) loss = (await terms.read()).total;
    times.push(performance.now() - begin);
  }
  return { times, loss };
};
