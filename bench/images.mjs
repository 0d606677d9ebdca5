// How long a folder of images keeps a run waiting: node bench/images.mjs COUNT SIDE [FOLDER [SIZE]]
// Makes COUNT PNGs of SIDE×SIDE in FOLDER unless they are there, reads them twice (the second time from the cache), and trains the preset `images`
// of SIZE×SIZE on them for a while on the default engine; prints a line of JSON for each.
import { mkdirSync, mkdtempSync, readdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { batches } from "@genlab/data";
import { train } from "@genlab/trainers";
import { composeConfig } from "../apps/trainer/dist/config/compose-config.js";
import { noteSettings } from "../apps/trainer/dist/config/note-settings.js";
import { settleNetwork } from "../apps/trainer/dist/config/settle-network.js";
import { chooseEngine } from "../apps/trainer/dist/engines/choose-engine.js";
import { prepareImages } from "../apps/trainer/dist/images/prepare-images.js";
import { createRun } from "../apps/trainer/dist/runs/create-run.js";
import { encode } from "../apps/trainer/node_modules/fast-png/lib/index.js";

const SECONDS = 40;
const PER_FOLDER = 1000;

const [count, side, folder = mkdtempSync(join(tmpdir(), "genlab-images-")), size = side] = process.argv.slice(2);
make(Number(count), Number(side));

const cacheFolder = join(folder, "..", "genlab-cache");
const { config } = composeConfig({ options: { data: { type: "images", folder, size: Number(size) } } });
const engine = await chooseEngine(config);
const first = await timed(() => prepareImages(config, config.data, { cacheFolder }));
const second = await timed(() => prepareImages(config, config.data, { cacheFolder }));
report({
  ...{ images: second.value.data.train.length, firstSeconds: first.seconds, secondSeconds: second.seconds },
  secondProcessorSeconds: second.processor,
});

const { config: settled } = settleNetwork(second.value.config);
const run = await createRun({ ...noteSettings(settled), ...engine }, second.value.data);
let [steps, least, most] = [0, Number.POSITIVE_INFINITY, 0];
const [ofBatches, ofSteps] = [[], []];
const start = performance.now();
let last = start;
const given = watched(
  batches(run.data.train, { batchSize: run.config.batchSize, lastBatch: "keep", rng: run.trainer.rng.fork("data") }),
);
for await (const _ of train(run.trainer, given, { steps: 100_000, reportEvery: 10 })) {
  steps++;
  const now = performance.now();
  ofSteps.push(now - last);
  last = now;
  const { rss } = process.memoryUsage();
  if (steps > 10) [least, most] = [Math.min(least, rss), Math.max(most, rss)]; // the first steps compile
  if (now - start > SECONDS * 1000 && steps > 20) break;
}
// a busy machine makes single ones longer: half of them are as short as the median
const [batch, step] = [medianOf(ofBatches), medianOf(ofSteps)];
report({
  ...{ steps, msPerStep: step, msPerBatch: batch, leastMsPerBatch: Math.min(...ofBatches) },
  ...{ shareWaiting: batch / step, rssMiB: [least / 2 ** 20, most / 2 ** 20].map(Math.round) },
});
await run.trainer.executor.dispose?.();
process.exit(0);

function* watched(items) {
  for (;;) {
    const before = performance.now();
    const { value } = items.next();
    ofBatches.push(performance.now() - before);
    yield value;
  }
}

/** Each of noise of two colours, which differ from image to image. */
function make(images, pixels) {
  mkdirSync(folder, { recursive: true });
  let state = 1;
  const next = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state >>> 24;
  };
  for (let start = 0; start < images; start += PER_FOLDER) {
    const part = join(folder, `${start / PER_FOLDER}`);
    mkdirSync(part, { recursive: true });
    const there = new Set(readdirSync(part));
    for (let i = start; i < Math.min(images, start + PER_FOLDER); i++) {
      if (there.has(`${i}.png`)) continue;
      const colours = Array.from({ length: 6 }, next);
      const data = new Uint8Array(3 * pixels * pixels);
      for (let at = 0; at < data.length; at += 3) {
        const from = next() % 2 ? 0 : 3;
        for (let channel = 0; channel < 3; channel++) data[at + channel] = colours[from + channel];
      }
      writeFileSync(join(part, `${i}.png`), encode({ width: pixels, height: pixels, channels: 3, data }));
    }
  }
}

/** Seconds by the clock, and of all processors. */
async function timed(act) {
  const [before, used] = [performance.now(), process.cpuUsage()];
  const value = await act();
  const { user, system } = process.cpuUsage(used);
  return { value, seconds: (performance.now() - before) / 1000, processor: (user + system) / 1e6 };
}

function medianOf(values) {
  return values.toSorted((a, b) => a - b)[values.length >> 1];
}

function report(facts) {
  console.log(JSON.stringify(facts, (_, value) => (typeof value === "number" ? Number(value.toPrecision(4)) : value)));
}
