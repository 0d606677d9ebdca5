import type { ModeCoverage } from "@genlab/metrics";
import { modeCoverage } from "@genlab/metrics";
import { checkConfig } from "../../config/check-config.js";
import { merge } from "../../config/merge.js";
import { defaults, type RunConfig } from "../../config/run-config.js";
import { loadRunData } from "../../data/load-run-data.js";
import type { EngineConfig } from "../../engines/engine-config.js";
import { samplesOf } from "../../outputs/samples.js";
import type { Section } from "../../pictures/section.js";
import { rngFor } from "../../runs/rng-for.js";
import { secondsSince } from "../seconds-since.js";
import { trainModel } from "../train-model.js";
import type { Mixture } from "./mixtures.js";
import type { ModeSetup } from "./mode-setup.js";

export interface TrainOnMixtureOptions {
  readonly mixture: Mixture;
  readonly seed: number;
  readonly steps: number;
  readonly engine: EngineConfig;
}

/** What came of one run. */
export interface ModeRun extends ModeCoverage {
  readonly seed: number;
  readonly seconds: number;
}

/** Points that are drawn from a trained model, as in the papers. */
export const POINTS = 2500;

const EXAMPLES = 100_000;
const BATCH = 100;

/** The run of a set-up for one seed: the mixture, its 100 000 points and batches of 100 are those of the papers. */
export const mixtureConfig = (setup: ModeSetup, { mixture, seed, steps, engine }: TrainOnMixtureOptions): RunConfig =>
  checkConfig(
    merge(defaults, {
      model: setup.model,
      optimizer: setup.optimizer(steps),
      data: { type: mixture.data, examples: EXAMPLES },
      ...{ batchSize: BATCH, steps, seed, reportEvery: steps },
      ...(setup.average && { average: setup.average }),
      ...engine,
    }),
    `The set-up of ${setup.title}`,
  );

/** Trains a model on a mixture, draws from it, and counts what it found. */
export async function trainOnMixture(
  setup: ModeSetup,
  options: TrainOnMixtureOptions,
): Promise<{ readonly run: ModeRun; readonly samples: Section }> {
  const start = performance.now();
  const config = mixtureConfig(setup, options);
  const { model, executor, dispose } = await trainModel(config, await loadRunData(config));
  const samples = await samplesOf(model, POINTS, { executor, rng: rngFor(config, "pictures") }).finally(dispose);
  const seconds = secondsSince(start);
  return {
    run: { seed: options.seed, ...modeCoverage(samples.examples, options.mixture.distribution), seconds },
    samples,
  };
}
