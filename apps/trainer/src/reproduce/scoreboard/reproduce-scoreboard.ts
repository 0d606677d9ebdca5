import { canReconstruct, GenlabError, type Model } from "@genlab/core";
import { fromArrays, type NdArray } from "@genlab/data";
import { peakSignalToNoiseRatio } from "@genlab/metrics";
import { models as zoo } from "@genlab/zoo";
import { composeConfig } from "../../config/compose-config.js";
import { noteSettings } from "../../config/note-settings.js";
import type { RunConfig } from "../../config/run-config.js";
import { settleNetwork } from "../../config/settle-network.js";
import { classCountFor } from "../../data/class-count-for.js";
import { joined } from "../../data/joined.js";
import { completeClasses } from "../../images/classes-for.js";
import { drawFromMixture, drawSamples } from "../../outputs/draw-samples.js";
import { type Drawing, reconstructions } from "../../outputs/reconstructions.js";
import { takeExamples } from "../../pictures/take-examples.js";
import { rngFor } from "../../runs/rng-for.js";
import type { ImageRuns } from "../image-runs.js";
import { onceThrough } from "../once-through.js";
import { seededRuns } from "../seeded-runs.js";
import { trainModel } from "../train-model.js";
import type { Classifier } from "./classifier.js";
import type { ImageClassifier } from "./image-classifier.js";
import { judgeImages } from "./judge.js";
import type { KeptRuns, MeasuredRun } from "./kept-runs.js";
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
  /** Of other samples of a model with a prior and codes: by a mixture that is fitted to its codes. Far below `frechet`, the prior is what fails. */
  readonly frechetByMixture?: number;
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
export type RunPictures = Pick<ScoreboardMeasure, "samples" | "reconstructions">;

type ScoreboardMeasure = MeasuredRun<Omit<ScoreboardRun, "seed">>;

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
  readonly classifier: Classifier;
  /** Runs that are there already are not trained again. */
  readonly kept: KeptRuns<Omit<ScoreboardRun, "seed">>;
  /** Names of the zoo. */
  readonly models: readonly string[];
  readonly seeds: number;
  /** Samples of each run; fewer where there are fewer test images. */
  readonly samples: number;
  readonly onRun: (model: string, run: ScoreboardRun) => void;
}

/** 2: `frechetByMixture` too. */
const FIGURES = 2;
const AT_ONCE = 250;
const SHOWN = 60;

/** Trains each model as `genlab train` does with nothing set, and measures all in one way. Yields after each model. */
export async function* reproduceScoreboard(options: ReproduceScoreboardOptions): AsyncGenerator<Scoreboard> {
  const { models, seeds, data, common, kept, onRun } = options;
  const { network: classifier, sha256 } = options.classifier;
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
    const configOf = async (seed: number) => {
      const composed = await completeClasses(composeConfig({ model, options: { ...common, seed } }).config);
      // all settings, so that a run of other defaults is another run
      return noteSettings(settleNetwork(withFileClasses(composed, classifier)).config);
    };
    const pictures: RunPictures[] = [];
    const [result] = await seededRuns(zoo, { models: [model], seeds, onRun }, async ({ seed }) => {
      const run = await once(await configOf(seed));
      pictures.push(run);
      return { seed, ...run.figures };
    });
    results.push({ model, config: await configOf(0), runs: result!.runs, pictures });
    yield { references, results };
  }

  async function once(config: RunConfig): Promise<ScoreboardMeasure> {
    const origin = { config, classifier: sha256, samples: count, figures: FIGURES };
    const before = await kept.read(origin);
    if (before) return before;
    const run = await measure(config).catch(failureOf);
    await kept.write(origin, run);
    return run;
  }

  async function measure(config: RunConfig): Promise<ScoreboardMeasure> {
    const { model, executor, steps, seconds, dispose } = await trainModel(config, data);
    try {
      const drawing = { data: data.train, count, executor, rng: rngFor(config, "pictures") };
      const drawn = await drawSamples(model, drawing);
      const byMixture = drawn?.from === "prior" ? await drawFromMixture(model, drawing).catch(collapsed) : null;
      const made = await reconstructionsOf(model, originals, { executor, rng: rngFor(config, "evaluation") });
      return {
        figures: {
          ...{ steps, secondsPerStep: seconds / steps },
          ...(drawn && { ...(await scores(drawn.images)), drawnFrom: drawn.from }),
          ...(byMixture && { frechetByMixture: (await scores(byMixture)).frechet }),
          ...(made && { psnr: peakSignalToNoiseRatio(made, originals) }),
        },
        samples: drawn && firstOf(drawn.images),
        reconstructions: made && firstOf(made),
      };
    } finally {
      await dispose();
    }
  }
}

/** A file's classes are those that the classifier tells apart. */
function withFileClasses(config: RunConfig, { classes }: ImageClassifier): RunConfig {
  if (config.data.type !== "file") return config;
  return { ...config, model: { ...classCountFor(config, classes, "the file has none."), ...config.model } };
}

/** A default that breaks a run off is a finding; what is no error of GenLab's is a fault of ours. */
function failureOf(error: unknown) {
  if (!(error instanceof GenlabError)) throw error;
  return { figures: { failure: error.message }, samples: null, reconstructions: null };
}

/** Codes that are all alike have no mixture; the prior's samples show that. */
function collapsed(error: unknown): null {
  if (!(error instanceof GenlabError && error.message.startsWith("fitGaussianMixture: `points`"))) throw error;
  return null;
}

async function reconstructionsOf(model: Model, originals: NdArray, drawing: Drawing): Promise<NdArray | null> {
  if (!canReconstruct(model)) return null;
  const parts: NdArray[] = [];
  for (const batch of onceThrough(fromArrays({ x: originals }), AT_ONCE)) {
    parts.push((await reconstructions(model, batch, drawing)).at(-1)!.examples);
  }
  return joined(parts);
}

const firstOf = (images: NdArray) => takeExamples(images, SHOWN);
