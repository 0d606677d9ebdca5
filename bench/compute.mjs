// Milliseconds that engines take for what models make of a batch, eagerly and compiled, as a table: node bench/compute.mjs [MODEL,…]
import "@tensorflow/tfjs-backend-wasm";
import { createRng } from "@genlab/core";
import { openExecutor } from "@genlab/onnx/node";
import { compute, EagerExecutor } from "@genlab/trainers";
import { createWasmExecutor } from "@genlab/wasm";
import { createModel } from "@genlab/zoo";
import { enableProdMode, setBackend } from "@tensorflow/tfjs-core";

const SIZES = [16, 250];
const TIMES = 5;
const models = {
  "mlp-vae": { type: "vae", latent: 20, network: "dense", hidden: [512, 256] },
  "conv-vae": { type: "vae", latent: 16, network: "convolutional", channels: [32, 64] },
  gan: { type: "gan" },
  "flow-vae": { type: "flow-vae" },
};
const uses = {
  sample: (model, count) => (_, context) => model.sample(count, context),
  encode:
    (model) =>
    ({ x }, context) =>
      model.encode(x, context),
  reconstruct:
    (model) =>
    ({ x }, context) =>
      model.reconstruct(x, context),
};

enableProdMode();
await setBackend("wasm");
console.log("| | examples | eager wasm: first, then | `compiled` | `onnx` |\n| --- | ---: | ---: | ---: | ---: |");
for (const name of process.argv[2]?.split(",") ?? Object.keys(models)) {
  for (const size of SIZES) for (const use of Object.keys(uses)) await row(name, use, size);
}

async function row(name, use, size) {
  const shape = [28, 28, 1];
  const model = createModel(models[name], { shape, rng: createRng(1) });
  if (!(use in model)) return;
  const x = { data: new Float32Array(size * 28 * 28), shape: [size, ...shape] };
  createRng(2).fillUniform(x.data, 0, 1);
  const cells = [];
  for (const executor of [new EagerExecutor(), createWasmExecutor(), await openExecutor({})]) {
    const times = [];
    for (let i = 0; i <= TIMES; i++) {
      const begin = performance.now();
      await compute(model, { name: use, run: uses[use](model, size), batch: { x }, rng: createRng(3), executor });
      times.push(performance.now() - begin);
    }
    await executor.dispose?.();
    const median = times.slice(1).toSorted((a, b) => a - b)[(TIMES - 1) / 2];
    cells.push(`${show(times[0])}, ${show(median)}`);
  }
  console.log(`| ${name}, ${use} | ${size} | ${cells.join(" | ")} |`);
}

function show(value) {
  return value < 100 ? value.toPrecision(2) : value.toFixed(0);
}
