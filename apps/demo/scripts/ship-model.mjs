// Puts the weights of a run into public/models, with a picture of samples and a line of the index:
//   node scripts/ship-model.mjs RUN_FOLDER ID
import { readFile, writeFile } from "node:fs/promises";
import { createRng } from "@genlab/core";
import { encodeSafetensors } from "@genlab/safetensors";
import "@tensorflow/tfjs-backend-cpu";
import { setBackend } from "@tensorflow/tfjs-core";
import { openRun } from "../../trainer/dist/open-run.js";
import { imageRow } from "../../trainer/dist/pictures/image-grid.js";
import { toPng } from "../../trainer/dist/pictures/write-picture.js";
import { savedModel } from "../../trainer/dist/saved-model.js";
import { samplesOf } from "../../trainer/dist/showcase.js";

const MOST_BYTES = 400_000;
const SAMPLES = 6;

const [folder, id] = process.argv.slice(2);
if (folder === undefined || id === undefined) throw new Error("Give the folder of a run, and what to call the model.");
const target = new URL("../public/models/", import.meta.url);
const file = (name) => new URL(name, target);

const { checkpoint, config } = await openRun(folder);
const { average, threads: _, saveEvery: __, ...settings } = config;
const prefix = average ? "average." : "model."; // where there is an average, that is the model
const weights = [...checkpoint.arrays].filter(([path]) => path.startsWith(prefix));
const bytes = encodeSafetensors(
  new Map(weights.map(([path, array]) => [`model.${path.slice(prefix.length)}`, array])),
  {
    format: "genlab-checkpoint-1",
    step: `${checkpoint.step}`,
    rng: JSON.stringify(checkpoint.rng),
    // nothing of the machine that it was trained on
    configuration: JSON.stringify({ ...settings, data: { type: config.data.type }, engine: "auto", reportEvery: 10 }),
  },
);
if (bytes.length > MOST_BYTES) throw new Error(`${bytes.length} bytes; a model of the page has at most ${MOST_BYTES}.`);

await setBackend("cpu");
const { examples } = await samplesOf(savedModel(config, checkpoint), SAMPLES, createRng(config.seed).fork("shelf"));
const index = JSON.parse(await readFile(file("index.json"), "utf8").catch(() => "[]"));
const others = index.filter((model) => model.id !== id);
await writeFile(file(`${id}.safetensors`), bytes);
await writeFile(file(`${id}.png`), toPng(imageRow(examples)));
await writeFile(file("index.json"), `${JSON.stringify([...others, { id, bytes: bytes.length }], null, 2)}\n`);
console.log(`${id}: ${bytes.length} bytes, ${weights.length} tensors, ${checkpoint.step} steps`);
