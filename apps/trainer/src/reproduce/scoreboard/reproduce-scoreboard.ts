import { canReconstruct, GenlabError, type Model, type Rng } from "@genlab/core";
import { fromArrays, type NdArray } from "@genlab/data";
import { peakSignalToNoiseRatio } from "@genlab/metrics";
import { models as zoo } from "@genlab/zoo";
import { composeConfig } from "../../config/compose-config.js";
import type { RunConfig } from "../../config/run-config.js";
import { settleNetwork } from "../../config/settle-network.js";
import { reconstructions } from "../../outputs/reconstructions.js";
import { takeExamples } from "../../pictures/take-examples.js";
import { rngFor } from "../../runs/rng-for.js";
import type { ImageRuns } from "../image-runs.js";
import { onceThrough } from "../once-through.js";
import { seededRuns } from "../seeded-runs.js";
import { trainModel } from "../train-model.js";
import type { DigitClassifier } from "./digit-classifier.js";
import { drawSamples } from "./draw-samples.js";
import { joined } from "./joined.js";
import { judgeImages } from "./judge.js";
import { meanImage } from "./mean-image.js";
import { type ImageScores, scoreImages } from "./score-images.js";
import { spread } from "./spread.js";

/** What came of one seed of a model. */
export interface ScoreboardRun extends Partial<ImageScores> {
  readonly seed: number;
  /** These are absent where training or drawing failed. */
  readonly steps?: number;
  readonly secondsPerStep?: number;
  /** What the samples' codes were drawn from. Absent where there are no samples. */
  readonly drawnFrom?: "prior" | "mixture";
  /** Decibels of reconstructions of test images. Absent where it reconstructs nothing. */
  readonly psnr?: number;
  /** Why it has no figures. */
  readonly failure?: string;
}

export interface ScoreboardResult {
  readonly model: string;
  /** What its runs are made from, with the first seed. */
  readonly config: RunConfig;
  readonly runs: readonly ScoreboardRun[];
  readonly pictures: readonly RunPictures[];
}

/** Images of one seed. */
export interface RunPictures {
  readonly samples: NdArray | null;
  readonly reconstructions: NdArray | null;
}

/** What stands above and below the models. */
export interface References {
  /** Test images that everything is compared with. */
  readonly originals: NdArray;
  /** Of as many images of the training part. */
  readonly real: ImageScores;
  /** Of the mean image of the training part. */
  readonly meanImage: ImageScores & { readonly psnr: number };
}

/** As far as it came. */
export interface Scoreboard {
  readonly references: References;
  readonly results: readonly ScoreboardResult[];
}

export interface ReproduceScoreboardOptions extends ImageRuns {
  readonly classifier: DigitClassifier;
  /** Names of the zoo. */
  readonly models: readonly string[];
  readonly seeds: number;
  /** Samples of each run; fewer where there are fewer test images. */
  readonly samples: number;
  readonly onRun: (model: string, run: ScoreboardRun) => void;
}

const AT_ONCE = 250;
const SHOWN = 60;

/** Trains each model as `genlab train` does with nothing set, and measures all in one way. Yields after each model. */
export async function* reproduceScoreboard(options: ReproduceScoreboardOptions): AsyncGenerator<Scoreboard> {
  const { classifier, models, seeds, data, common, onRun } = options;
  const count = Math.min(options.samples, data.test.length, data.train.length);
  const originals = spread(data.test, count);
  const real = await judgeImages(classifier, originals);
  const scores = async (images: NdArray) => scoreImages(real, await judgeImages(classifier, images));
  const blurred = meanImage(data.train, count);
  const references = {
    originals,
    real: await scores(spread(data.train, count)),
    meanImage: { ...(await scores(blurred)), psnr: peakSignalToNoiseRatio(blurred, originals) },
  };
  const results: ScoreboardResult[] = [];
  for (const model of models) {
    const configOf = (seed: number) =>
      settleNetwork(composeConfig({ model, options: { ...common, seed } }).config).config;
    const pictures: RunPictures[] = [];
    const [result] = await seededRuns(zoo, { models: [model], seeds, onRun }, async ({ seed }) => {
      const run = await measure(configOf(seed)).catch(failureOf);
      pictures.push(run);
      return { seed, ...run.figures };
    });
    results.push({ model, config: configOf(0), runs: result!.runs, pictures });
    yield { references, results };
  }

  async function measure(config: RunConfig): Promise<RunPictures & { readonly figures: Omit<ScoreboardRun, "seed"> }> {
    const { model, steps, seconds, dispose } = await trainModel(config, data);
    try {
      const drawn = await drawSamples(model, { data: data.train, count, rng: rngFor(config, "pictures") });
      const made = await reconstructionsOf(model, originals, rngFor(config, "evaluation"));
      return {
        figures: {
          ...{ steps, secondsPerStep: seconds / steps },
          ...(drawn && { ...(await scores(drawn.images)), drawnFrom: drawn.from }),
          ...(made && { psnr: peakSignalToNoiseRatio(made, originals) }),
        },
        samples: drawn && firstOf(drawn.images),
        reconstructions: made && firstOf(made),
      };
    } finally {
      dispose();
    }
  }
}

/** A default that breaks a run off is a finding; what is no error of GenLab's is a fault of ours. */
function failureOf(error: unknown) {
  if (!(error instanceof GenlabError)) throw error;
  return { figures: { failure: error.message }, samples: null, reconstructions: null };
}

async function reconstructionsOf(model: Model, originals: NdArray, rng: Rng): Promise<NdArray | null> {
  if (!canReconstruct(model)) return null;
  const parts: NdArray[] = [];
  for (const batch of onceThrough(fromArrays({ x: originals }), AT_ONCE)) {
    parts.push((await reconstructions(model, batch, rng)).at(-1)!.examples);
  }
  return joined(parts);
}

const firstOf = (images: NdArray) => takeExamples(images, SHOWN);
