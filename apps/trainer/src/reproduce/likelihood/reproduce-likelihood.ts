import { batches, take } from "@genlab/data";
import { checkConfig } from "../../config/check-config.js";
import { merge } from "../../config/merge.js";
import { defaults, type RunConfig } from "../../config/run-config.js";
import { loadRunData } from "../../data/load-run-data.js";
import type { EngineConfig } from "../../engines/engine-config.js";
import { reconstructions } from "../../outputs/reconstructions.js";
import { samplesOf } from "../../outputs/samples.js";
import type { Section } from "../../pictures/section.js";
import { PICTURE_COLUMNS } from "../../pictures/write-picture.js";
import { rngFor } from "../../runs/rng-for.js";
import { secondsSince } from "../seconds-since.js";
import { type SeededRunsOptions, seededRuns } from "../seeded-runs.js";
import { trainModel } from "../train-model.js";
import { binarise } from "./binarise.js";
import { estimateBound } from "./estimate-bound.js";
import { type LikelihoodSetup, likelihoodSetups } from "./likelihood-setups.js";
import type { LikelihoodResult, LikelihoodRun } from "./likelihood-table.js";

export interface ReproduceLikelihoodOptions extends SeededRunsOptions<LikelihoodRun> {
  readonly epochs: number;
  /** The first so many of the test part are judged; fewer where there are fewer. */
  readonly images: number;
  /** Importance samples an image. */
  readonly samples: number;
  /** Where the IDX files of MNIST lie. Default: they are downloaded. */
  readonly folder?: string;
  readonly engine: EngineConfig;
}

export interface Likelihood {
  readonly results: readonly LikelihoodResult[];
  /** Test images, and what the first run of each model makes of them. */
  readonly sections: readonly Section[];
}

/** VAE and IWAE on binarised MNIST, by the importance-weighted bound. Burda et al. 2015, https://arxiv.org/abs/1509.00519 */
export async function reproduceLikelihood(options: ReproduceLikelihoodOptions): Promise<Likelihood> {
  const { models, images, samples } = options;
  const data = binarise(await loadRunData(configFor(likelihoodSetups[models[0]!]!, 0, options)));
  const test = take(data.test, Math.min(images, data.test.length));
  const [shown] = batches(test, { batchSize: Math.min(PICTURE_COLUMNS, test.length) });
  const sections: Section[] = [{ label: "originals", examples: shown!.x! }];
  const results = await seededRuns(likelihoodSetups, options, async ({ name, setup, seed }) => {
    const config = configFor(setup, seed, options);
    const { model, executor, seconds: training, dispose } = await trainModel(config, data);
    try {
      const start = performance.now();
      const bound = await estimateBound(model, test, { samples, executor, rng: rngFor(config, "evaluation") });
      const run = { seed, bound, seconds: { training, estimate: secondsSince(start) } };
      if (seed === 0) {
        const drawing = { executor, rng: rngFor(config, "pictures") };
        const [, restored] = await reconstructions(model, shown!, drawing);
        sections.push({ ...restored!, label: `${name} reconstructions` });
        sections.push({ ...(await samplesOf(model, PICTURE_COLUMNS, drawing)), label: `${name} samples` });
      }
      return run;
    } finally {
      await dispose();
    }
  });
  return { results, sections };
}

const configFor = (
  { title, model }: LikelihoodSetup,
  seed: number,
  { epochs, folder, engine }: ReproduceLikelihoodOptions,
): RunConfig =>
  checkConfig(
    merge(defaults, {
      ...{ model, epochs, seed, batchSize: 100, reportEvery: 100 },
      data: { type: "mnist", ...(folder !== undefined && { folder }) },
      ...engine,
    }),
    `The set-up of ${title}`,
  );
