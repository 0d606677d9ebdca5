import { createRng } from "@genlab/core";
import { batches, digits } from "@genlab/data";
import { adam } from "@genlab/optim";
import { Trainer, train } from "@genlab/trainers";
import { createExecutor } from "../../engines/create-executor.js";
import type { EngineConfig } from "../../engines/engine-config.js";
import type { DeepNetworks, HealthSubject } from "./deep-models.js";

export interface MeasureOptions {
  readonly steps: number;
  readonly seed: number;
  readonly engine: EngineConfig;
}

/** The norms of the gradient of the generator's loss at one step. */
export interface GradientNorms {
  readonly step: number;
  /** Of each layer's weight, from the noise to the data. */
  readonly norms: readonly number[];
}

const REPORTS = 100;

/** Trains on the digits with Adam, 2e-4, in batches of 64, and measures at the first step and a hundred times on the way. */
export async function measureGradients(
  subject: HealthSubject,
  networks: DeepNetworks,
  { steps, seed, engine }: MeasureOptions,
): Promise<readonly GradientNorms[]> {
  const rng = createRng(seed);
  const trainer = new Trainer(subject.create(networks, rng.fork("model")), {
    optimizer: adam({ learningRate: 2e-4, beta1: 0.5 }),
    rng: rng.fork("training"),
    gradientNorms: true,
    executor: await createExecutor(engine),
  });
  const data = batches(await digits({ part: "train" }), { batchSize: 64, rng: rng.fork("data") });
  const every = Math.ceil(steps / REPORTS);
  const measured: GradientNorms[] = [];
  for await (const { step, losses } of train(trainer, data, { steps, reportEvery: 1 })) {
    if (step !== 1 && step % every !== 0) continue;
    const terms = Object.entries(losses?.[subject.phase] ?? {});
    const ofWeights = terms.filter(([term]) => /^gradient\/generator\..*\.weight$/.test(term));
    measured.push({ step, norms: ofWeights.map(([, norm]) => norm) });
  }
  await trainer.executor.dispose?.();
  trainer.dispose();
  return measured;
}
