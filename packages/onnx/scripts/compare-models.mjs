// Trains every model of the zoo in ONNX Runtime and eagerly, and prints the greatest relative differences of a term and of a variable:
// node scripts/compare-models.mjs [steps] [types, with commas between] [points | images]
// The optimizer is SGD: Adam makes a step of full size of a gradient that is zero but for rounding.

import "@tensorflow/tfjs-backend-cpu";
import { createRng, namedVariables } from "@genlab/core";
import { createOnnxExecutor } from "@genlab/onnx";
import { sgd } from "@genlab/optim";
import { EagerExecutor, Trainer } from "@genlab/trainers";
import { createModel, models } from "@genlab/zoo";
import { setBackend } from "@tensorflow/tfjs-core";
import * as ort from "onnxruntime-node";

const [steps = "3", types = Object.keys(models).join(), kind = "points"] = process.argv.slice(2);
const shape = kind === "images" ? [8, 8, 1] : [4];
const [batchSize, classes] = [8, 3];
await setBackend("cpu");

for (const type of types.split(",")) {
  try {
    console.log(type.padEnd(28), await compare(type));
  } catch (error) {
    console.log(type.padEnd(28), `${error}`);
  }
}

async function compare(type) {
  const executor = await createOnnxExecutor(ort, { threads: 1 });
  const [eager, compiled] = [new EagerExecutor(), executor].map((each) => trainerOf(type, each));
  let ofTerms = 0;
  for (let step = 0; step < Number(steps); step++) {
    const [expected, given] = [await eager.update(batchOf(step)), await compiled.update(batchOf(step))];
    for (const [phase, terms] of expected) {
      const [a, b] = [await terms.read(), await given.get(phase).read()];
      terms.dispose();
      for (const term of Object.keys(a))
        ofTerms = worse(ofTerms, Math.abs(a[term] - b[term]) / (1e-3 + Math.abs(a[term])));
    }
  }
  await executor.pull(compiled.state);
  const values = namedVariables(compiled.state);
  let ofVariables = 0;
  for (const [path, variable] of namedVariables(eager.state)) {
    const [a, b] = [variable.dataSync(), values.get(path).dataSync()];
    const largest = a.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-6);
    for (let i = 0; i < a.length; i++) ofVariables = worse(ofVariables, Math.abs(a[i] - b[i]) / largest);
  }
  await executor.dispose();
  for (const trainer of [eager, compiled]) trainer.dispose();
  return `terms ${ofTerms.toExponential(1)}, variables ${ofVariables.toExponential(1)}`;
}

function trainerOf(type, executor) {
  const model = createModel({ type }, { shape, classes, rng: createRng(1) });
  return new Trainer(model, {
    optimizer: sgd({ learningRate: 0.01 }),
    rng: createRng(2),
    average: { decay: 0.9 },
    executor,
  });
}

function batchOf(step) {
  const data = new Float32Array(batchSize * shape.reduce((size, length) => size * length));
  createRng(10 + step).fillUniform(data, 0, 1);
  const y = { data: Int32Array.from({ length: batchSize }, (_, i) => i % classes), shape: [batchSize] };
  return { x: { data, shape: [batchSize, ...shape] }, y };
}

/** Not Math.max: a NaN stays. */
function worse(most, value) {
  return value <= most ? most : value;
}
