// A run that goes on in another process as if it had never stopped: 60 steps, a file, and 60 more equal 120, bit for bit.
import { mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  adam,
  batches,
  chooseExecutor,
  createRng,
  createVae,
  decodeCheckpoint,
  digits,
  encodeCheckpoint,
  namedVariables,
  restoreCheckpoint,
  Trainer,
  train,
} from "genlab";

const data = await digits({ part: "train" });
const file = join(await mkdtemp(join(tmpdir(), "resume-")), "checkpoint.safetensors");

async function newTrainer() {
  const rng = createRng(1);
  const model = createVae({ shape: [8, 8, 1], latent: 4, network: "dense", hidden: [64] }, rng.fork("model"));
  const options = { optimizer: adam({ learningRate: 1e-3 }), rng: rng.fork("training") };
  return new Trainer(model, { ...options, executor: await chooseExecutor() });
}

async function trainTo(steps: number, trainer: Trainer) {
  const start = trainer.step * trainer.batchesPerStep; // where in the data
  const given = batches(data, { batchSize: 64, rng: createRng(1).fork("data"), start });
  for await (const { step, losses } of train(trainer, given, { steps, reportEvery: 30 })) {
    if (losses) console.log(step, losses.vae?.total);
  }
}

const never = await newTrainer();
await trainTo(120, never);

const first = await newTrainer();
await trainTo(60, first);
await writeFile(file, await encodeCheckpoint(first, { data: "digits" })); // model, optimizer, step and randomness, with a note of yours

const second = await newTrainer(); // in another process, the same lines
await restoreCheckpoint(second, decodeCheckpoint(await readFile(file)));
await trainTo(120, second);

for (const trainer of [never, second]) await trainer.pull(); // values from the engine into the variables
const others = namedVariables(second.model);
for (const [path, variable] of namedVariables(never.model)) {
  const [one, other] = [await variable.data(), await others.get(path)!.data()];
  if (one.some((value, i) => value !== other[i])) throw new Error(`${path} differs.`);
}
console.log("the same weights, bit for bit");
for (const { executor } of [never, first, second]) await executor.dispose?.();
