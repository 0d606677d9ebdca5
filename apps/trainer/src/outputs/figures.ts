import { canReconstruct, canWeigh, type Model } from "@genlab/core";
import { type NdArray, take } from "@genlab/data";
import { estimateLogLikelihood, frechetDistance, kernelDistance, precisionRecall } from "@genlab/metrics";
import type { RunData } from "../data/run-data.js";
import { meanAndError } from "../reproduce/mean-and-error.js";
import { onceThrough } from "../reproduce/once-through.js";
import { scaledAlike } from "../reproduce/scoreboard/score-images.js";
import { spread } from "../reproduce/scoreboard/spread.js";
import { drawSamples } from "./draw-samples.js";
import { type Drawing, reconstructions } from "./reconstructions.js";

export interface Figure {
  readonly value: number;
  /** The standard error, over draws or examples; absent of a single one. */
  readonly error?: number;
  /** Examples that it is of. */
  readonly count: number;
}

/** By name: `frechet`, `kernel`, `precision`, `recall`, `reconstruction`, `bound`, as far as a model and its data have them. */
export type Figures = Readonly<Record<string, Figure>>;

/** Those of which more is better. */
export const MORE_IS_BETTER: readonly string[] = ["precision", "recall", "bound"];

/** What they are, for a person. */
export const FIGURE_NAMES: Readonly<Record<string, string>> = {
  frechet: "Fréchet distance",
  kernel: "kernel distance",
  precision: "precision",
  recall: "recall",
  reconstruction: "squared error of reconstructions",
  bound: "bound on log p(x), nats",
};

export const FIGURES: readonly string[] = Object.keys(FIGURE_NAMES);

/** What samples are compared with test examples in. */
export interface Judge {
  /** For a person. */
  readonly of: string;
  /** `[count, features]` */
  features(examples: NdArray): Promise<NdArray>;
}

export interface TakeFiguresOptions extends Drawing {
  readonly data: RunData;
  /** Without one nothing is said of samples. */
  readonly judge?: Judge | undefined;
  /** To draw, and test examples to compare them with and to reconstruct; as many as there are at most. */
  readonly samples: number;
  /** How often samples are drawn, for errors. */
  readonly draws: number;
  /** Of the bound: test examples, and importance samples of each. */
  readonly bound: { readonly examples: number; readonly samples: number };
}

/** What a trained model is worth, in numbers: of its samples, its reconstructions and its likelihood. */
export async function takeFigures(model: Model, options: TakeFiguresOptions): Promise<Figures> {
  return {
    ...(await figuresOfSamples(model, options)),
    ...(await figureOfReconstructions(model, options)),
    ...(await figureOfLikelihood(model, options)),
  };
}

async function figuresOfSamples(
  model: Model,
  { data: { train, test }, judge, draws, rng, executor, ...wanted }: TakeFiguresOptions,
): Promise<Figures> {
  const count = Math.min(wanted.samples, test.length);
  if (!judge || count < 2) return {};
  const real = await judge.features(spread(test, count));
  const scores: Readonly<Record<string, number>>[] = [];
  for (let draw = 0; draw < draws; draw++) {
    const drawn = await drawSamples(model, { data: train, count, executor, rng: rng.fork(`samples/${draw}`) });
    if (!drawn) return {};
    const [expected, found] = scaledAlike(real, await judge.features(drawn.images));
    const [frechet, kernel] = [frechetDistance(expected, found), kernelDistance(expected, found)];
    scores.push({ frechet, kernel, ...precisionRecall(expected, found) });
  }
  return Object.fromEntries(
    Object.keys(scores[0]!).map((name) => [
      name,
      figureOf(
        scores.map((one) => one[name]!),
        count,
      ),
    ]),
  );
}

const AT_ONCE = 250;

/** The squared error of a number of an example, averaged. */
async function figureOfReconstructions(
  model: Model,
  { data: { test }, samples, rng, executor }: TakeFiguresOptions,
): Promise<Figures> {
  if (!canReconstruct(model)) return {};
  const errors: number[] = [];
  for (const batch of onceThrough(take(test, Math.min(samples, test.length)), AT_ONCE)) {
    const sections = await reconstructions(model, batch, {
      ...{ executor, rng: rng.fork(`reconstructions/${errors.length}`) },
    });
    errors.push(...squaredErrors(batch.x!, sections.at(-1)!.examples));
  }
  return { reconstruction: figureOf(errors) };
}

function squaredErrors({ data, shape: [count = 0] }: NdArray, made: NdArray): number[] {
  const size = data.length / count;
  return Array.from({ length: count }, (_, example) => {
    let sum = 0;
    for (let i = example * size; i < (example + 1) * size; i++) sum += (data[i]! - made.data[i]!) ** 2;
    return sum / size;
  });
}

async function figureOfLikelihood(
  model: Model,
  { data: { test }, bound: of, rng, executor }: TakeFiguresOptions,
): Promise<Figures> {
  if (!canWeigh(model)) return {};
  const given = onceThrough(take(test, Math.min(of.examples, test.length)), 10);
  const { bound, standardError, examples } = await estimateLogLikelihood(model, given, {
    ...{ samples: of.samples, executor, rng: rng.fork("bound") },
  });
  return { bound: { value: bound, error: standardError, count: examples } };
}

function figureOf(values: readonly number[], count = values.length): Figure {
  const { mean, error } = meanAndError(values);
  return { value: mean, count, ...(Number.isFinite(error) && { error }) };
}
