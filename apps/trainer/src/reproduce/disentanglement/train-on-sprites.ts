import { createRng } from "@genlab/core";
import { batches, fromArrays, type NdArray, sprites } from "@genlab/data";
import { Trainer, train } from "@genlab/trainers";
import { createModel, createOptimizers } from "@genlab/zoo";
import { createExecutor } from "../../engines/create-executor.js";
import type { EngineConfig } from "../../engines/engine-config.js";
import { BATCH, type SpriteSetup } from "./sprite-setups.js";

export interface TrainOnSpritesOptions {
  readonly seed: number;
  readonly steps: number;
  readonly engine: EngineConfig;
}

/** All sprites, drawn once. */
export interface SpriteImages {
  readonly x: NdArray;
  /** `[count, 6]` */
  readonly factors: NdArray;
}

export function drawSprites(): SpriteImages {
  const all = sprites();
  const { x, factors } = all.batch(Array.from({ length: all.length }, (_, index) => index));
  return { x: x!, factors: factors! };
}

/** Trains a model on all sprites in batches of `BATCH`. The caller disposes of the trainer. */
export async function trainOnSprites(
  { model, optimizer }: SpriteSetup,
  { x }: SpriteImages,
  { seed, steps, engine }: TrainOnSpritesOptions,
): Promise<Trainer> {
  const rng = createRng(seed);
  const trainer = new Trainer(createModel(model, { shape: x.shape.slice(1), rng: rng.fork("model") }), {
    optimizer: createOptimizers(optimizer),
    rng: rng.fork("training"),
    executor: await createExecutor(engine),
  });
  const data = batches(fromArrays({ x }), { batchSize: BATCH, rng: rng.fork("data") });
  for await (const _ of train(trainer, data, { steps, reportEvery: 100 })); // to the end
  await trainer.pull();
  await trainer.executor.dispose?.();
  return trainer;
}
