// Keeps images in the origin's files, and trains on them: bench/browser-images.mjs asks for one after the other.
import "@tensorflow/tfjs-backend-cpu";
import { createRng } from "@genlab/core";
import { batches, imageDataset } from "@genlab/data";
import { openStoredImages, storeImages } from "@genlab/data/browser";
import { adam } from "@genlab/optim";
import { Trainer } from "@genlab/trainers";
import { createWasmExecutor } from "@genlab/wasm";
import { createModel } from "@genlab/zoo";
import { setBackend } from "@tensorflow/tfjs-core";

const DISTINCT = 50;

let files;
let training;

const acts = {
  /** Files of noise of a colour. */
  async make({ count, side }) {
    const blobs = await Promise.all(Array.from({ length: DISTINCT }, (_, i) => noise(side, i)));
    files = Array.from({ length: count }, (_, i) => {
      const name = `${i}.png`;
      return { name, file: new File([blobs[i % DISTINCT]], name, { lastModified: 1 }) };
    });
  },
  async store({ side }) {
    const start = performance.now();
    const { values, names, shape } = await storeImages(files, { width: side, height: side, channels: 3 });
    return { values, images: names.length, shape, seconds: (performance.now() - start) / 1000 };
  },
  async open({ values, images, shape }) {
    await setBackend("cpu");
    const rows = await openStoredImages(values, { size: shape.reduce((a, b) => a * b) });
    const dataset = imageDataset({ rows, indices: Array.from({ length: images }, (_, i) => i), shape });
    const rng = createRng(1);
    const model = createModel({ type: "vae" }, { shape, rng: rng.fork("model") });
    const executor = await createWasmExecutor();
    const trainer = new Trainer(model, {
      optimizer: adam({ learningRate: 1e-3 }),
      rng: rng.fork("training"),
      executor,
    });
    training = { trainer, drawn: batches(dataset, { batchSize: 64, rng: rng.fork("data") }) };
  },
  async train({ steps }) {
    const { trainer, drawn } = training;
    const times = { batch: [], step: [] };
    for (let i = 0; i < steps; i++) {
      const start = performance.now();
      const { value } = drawn.next();
      const got = performance.now();
      for (const terms of (await trainer.update(value)).values()) terms.dispose();
      times.batch.push(got - start);
      times.step.push(performance.now() - start);
    }
    return times;
  },
};

self.onmessage = async ({ data: { act, ...given } }) => {
  const result = await acts[act](given);
  self.postMessage(result);
};

async function noise(side, hue) {
  const canvas = new OffscreenCanvas(side, side);
  const context = canvas.getContext("2d");
  const image = context.createImageData(side, side);
  for (let i = 0; i < image.data.length; i++) image.data[i] = i % 4 === 3 ? 255 : (i * (hue + 7) * 31) & 255;
  context.putImageData(image, 0, 0);
  return canvas.convertToBlob();
}
