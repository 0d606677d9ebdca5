// What the measuring of gradient health costs, as shares of a step: see bench/README.md.
import { createRng } from "@genlab/core";
import { batches, digits } from "@genlab/data";
import { openExecutor } from "@genlab/onnx/node";
import { adam } from "@genlab/optim";
import { probeModel, probesOf, splitHealth, Trainer } from "@genlab/trainers";
import { createModel } from "@genlab/zoo";
import "@tensorflow/tfjs-backend-cpu";
import { setBackend } from "@tensorflow/tfjs-core";

/** Steps from one measurement to the next, as `genlab train` has it. */
const EVERY = 100;
const STEPS = 60;
const MEASURED_EVERY = 4;

const given = process.argv.slice(2);
const models = given.length > 0 ? given : ["vae", "gan", "vae-gan", "vq-vae"];
await setBackend("cpu");
const data = await digits({ part: "train" });
console.log(
  "| model | step, ms | measured, ms | probes, ms | at once, s | share of a step |\n| --- | ---: | ---: | ---: | ---: | ---: |",
);
for (const type of models) console.log(await rowOf(type));

async function rowOf(type) {
  const rng = createRng(0);
  const model = createModel({ type }, { shape: [8, 8, 1], rng: rng.fork("model"), examples: data.length });
  const executor = await openExecutor({});
  const trainer = new Trainer(model, {
    optimizer: adam({ learningRate: 1e-3 }),
    rng: rng.fork("training"),
    executor,
    healthEvery: MEASURED_EVERY,
  });
  const probes = probesOf(model);
  const shown = batches(data, { batchSize: 64, rng: rng.fork("data") });
  const [plain, measured, probed] = [[], [], []];
  for (let i = 0; i < STEPS; i++) {
    const batch = Array.from({ length: trainer.batchesPerStep }, () => shown.next().value);
    const [time, losses] = await timed(async () => {
      const phases = [...(await trainer.update(...batch))].map(async ([phase, terms]) => {
        const values = await terms.read();
        terms.dispose();
        return [phase, values];
      });
      return Object.fromEntries(await Promise.all(phases));
    });
    const isMeasured = splitHealth(losses).phases !== undefined;
    (isMeasured ? measured : plain).push(time);
    if (!isMeasured) continue;
    const [more] = await timed(() => probeModel(probes, { executor, batch: batch[0], rng, step: i }));
    probed.push(more);
  }
  await executor.dispose();
  trainer.dispose();
  const [step, health, asked] = [plain, measured, probed].map(median);
  const first = (measured[0] + probed[0]) / 1e3;
  const share = (health - step + asked) / (EVERY * step);
  const cells = [
    step.toFixed(2),
    health.toFixed(2),
    asked.toFixed(2),
    first.toFixed(2),
    `${(100 * share).toFixed(2)} %`,
  ];
  return `| ${type} | ${cells.join(" | ")} |`;
}

async function timed(work) {
  const start = performance.now();
  const result = await work();
  return [performance.now() - start, result];
}

function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}
