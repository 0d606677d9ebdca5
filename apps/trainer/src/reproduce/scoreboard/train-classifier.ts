import { createRng, GenlabError } from "@genlab/core";
import { batches, batchesPerEpoch, type Dataset } from "@genlab/data";
import { encodeCheckpoint, Trainer, train } from "@genlab/trainers";
import { createOptimizer } from "@genlab/zoo";
import { createExecutor } from "../../engines/create-executor.js";
import type { EngineConfig } from "../../engines/engine-config.js";
import { labelsOf } from "../labels-of.js";
import { ImageClassifier, type ImageClassifierOptions } from "./image-classifier.js";

export interface TrainClassifierOptions {
  /** Goes into the file, beside what says which data. */
  readonly configuration: unknown;
  readonly engine: EngineConfig;
  /** Default 1500, three passes over MNIST; twenty passes where that is less. */
  readonly steps?: number;
}

const BATCH = 128;

const stepsFor = (data: Dataset) => Math.min(1500, 20 * batchesPerEpoch(data, { batchSize: BATCH }));

/** What a classifier of labelled images is made for. */
export function classified(data: Dataset): ImageClassifierOptions {
  const { x, y } = data.shapes;
  if (!y) throw new GenlabError("The images have no classes. Put every image into the subfolder of its class.");
  return { shape: x!, classes: labelsOf(data).reduce((most, label) => Math.max(most, label + 1), 0) };
}

/** Trains the classifier, always with the same draws, and returns its checkpoint: a safetensors file. */
export async function trainClassifier(
  data: Dataset,
  { configuration, engine, steps = stepsFor(data) }: TrainClassifierOptions,
): Promise<Uint8Array> {
  const rng = createRng(0).fork("classifier");
  const trainer = new Trainer(new ImageClassifier(classified(data), rng.fork("model")), {
    optimizer: createOptimizer({ type: "adam", learningRate: { type: "cosine", from: 2e-3, to: 0, steps } }),
    rng: rng.fork("training"),
    executor: await createExecutor(engine),
  });
  try {
    const drawn = batches(data, { batchSize: BATCH, rng: rng.fork("data") });
    for await (const _ of train(trainer, drawn, { steps, reportEvery: 50 })); // to the end
    return await encodeCheckpoint(trainer, configuration);
  } finally {
    trainer.dispose();
    await trainer.executor.dispose?.();
  }
}
