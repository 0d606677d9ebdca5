import { GenlabError, type Model } from "@genlab/core";
import { type Dataset, fromArrays, type NdArray } from "@genlab/data";
import { featureLikelihoodDivergence, frechetDistance, kernelDistance, precisionRecall } from "@genlab/metrics";
import type { OnnxFeatures } from "@genlab/onnx";
import { joined } from "../data/joined.js";
import type { RunData } from "../data/run-data.js";
import { type Drawn, drawSamples } from "./draw-samples.js";
import type { Drawing } from "./reconstructions.js";

/** How images are beside test images, in the features of a network. */
export interface FeatureScores {
  readonly frechet: number;
  readonly kernel: number;
  readonly precision: number;
  readonly recall: number;
}

export interface Evaluation {
  /** How many samples there were, as many test images, and as many training images that are scored. */
  readonly count: number;
  /** How many training images the samples' likelihoods are fitted to. */
  readonly trainingCount: number;
  /** Numbers of an image. */
  readonly features: number;
  readonly drawnFrom: Drawn["from"];
  readonly samples: FeatureScores & {
    /** The feature likelihood divergence. */
    readonly divergence: number;
    readonly generalizationGap: number;
  };
  /** What real images score. */
  readonly training: FeatureScores;
}

export interface EvaluateSamplesOptions extends Drawing {
  readonly data: RunData;
  readonly features: OnnxFeatures;
  /** Samples, if there are as many test and training images. */
  readonly count: number;
  /** Training images, if there are as many. */
  readonly trainingCount: number;
}

/** Draws from a model, and compares that with data it has not seen and with what it was trained on. */
export async function evaluateSamples(
  model: Model,
  { data: { train, test }, features, rng, executor, ...wanted }: EvaluateSamplesOptions,
): Promise<Evaluation> {
  const count = Math.min(wanted.count, test.length, train.length);
  const trainingCount = Math.min(wanted.trainingCount, train.length);
  const drawn = await drawSamples(model, { data: train, count, rng, executor });
  if (!drawn) {
    throw new GenlabError(
      "The model cannot be evaluated: it has neither a prior nor codes that a mixture can be fitted to.",
    );
  }
  const generated = await featuresOf(fromArrays({ x: shown(drawn.images) }), count, features);
  const real = await featuresOf(test, count, features);
  const trained = await featuresOf(train, trainingCount, features);
  const { divergence, generalizationGap } = featureLikelihoodDivergence({ train: trained, test: real, generated });
  return {
    ...{ count, trainingCount, features: real.shape[1]!, drawnFrom: drawn.from },
    samples: { ...scoresOf(real, generated), divergence, generalizationGap },
    training: scoresOf(real, await featuresOf(train, count, features)),
  };
}

const scoresOf = (real: NdArray, images: NdArray): FeatureScores => ({
  frechet: frechetDistance(real, images),
  kernel: kernelDistance(real, images),
  ...precisionRecall(real, images),
});

/** What a picture shows of pixels. */
const shown = ({ data, shape }: NdArray): NdArray => ({
  data: Float32Array.from(data, (value) => Math.min(1, Math.max(0, value))),
  shape,
});

const AT_ONCE = 500;

/** Of so many examples, evenly spaced over the dataset: all of them would not always fit into memory as images. */
async function featuresOf(dataset: Dataset, count: number, features: OnnxFeatures): Promise<NdArray> {
  const indices = Array.from({ length: count }, (_, i) => Math.floor((i * dataset.length) / count));
  const parts: NdArray[] = [];
  for (let start = 0; start < count; start += AT_ONCE) {
    parts.push(await features.of(dataset.batch(indices.slice(start, start + AT_ONCE)).x!));
  }
  return joined(parts);
}
