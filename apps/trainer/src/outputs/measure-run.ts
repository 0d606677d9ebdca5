import { createRng, type Executor } from "@genlab/core";
import type { Dataset } from "@genlab/data";
import { evaluate } from "@genlab/trainers";
import { loadRunData } from "../data/load-run-data.js";
import { markdownTable } from "../reproduce/markdown-table.js";
import { meanAndError } from "../reproduce/mean-and-error.js";
import type { SavedRun } from "../runs/open-run.js";
import { rngFor } from "../runs/rng-for.js";
import { savedModel } from "../runs/saved-model.js";
import { counted, EXAMPLES, short } from "../terminal/words.js";
import { evenBatches } from "../training/even-batches.js";
import { FIGURE_NAMES, type Figure, type Figures, takeFigures } from "./figures.js";
import { judgeFor } from "./judge-for.js";

export interface MeasureRunOptions {
  readonly samples: number;
  readonly draws: number;
  readonly boundSamples: number;
  readonly seed?: number;
  readonly executor: Executor;
}

export interface MeasuredRun {
  /** Test losses, `vae.total` say. */
  readonly losses: Figures;
  readonly figures: Figures;
  /** What samples and test examples were compared in; or why they were not. */
  readonly comparedIn: string;
  readonly draws: number;
  readonly boundSamples: number;
}

const EXAMPLES_OF_BOUND = 500;

/** All figures of a saved run on its test part, with the examples that they are of and their errors. */
export async function measureRun(
  run: SavedRun,
  { samples, draws, boundSamples, seed = run.config.seed, executor }: MeasureRunOptions,
): Promise<MeasuredRun> {
  const data = await loadRunData(run.config, run.place);
  const model = savedModel(run.config, run.checkpoint);
  const losses = await lossesOf(run, model, { test: data.test, executor });
  const { judge, lack } = await judgeFor(run.config, data, (name) => `${run.place}/${name}`);
  const figures = await takeFigures(model, {
    ...{ data, judge, samples, draws, bound: { examples: EXAMPLES_OF_BOUND, samples: boundSamples } },
    rng: createRng(seed).fork("figures"),
    executor,
  });
  return { losses, figures, comparedIn: judge?.of ?? lack ?? "", draws, boundSamples };
}

/** As the evaluations of the training log, and with errors over batches. */
async function lossesOf(
  { config, checkpoint: { step } }: SavedRun,
  model: ReturnType<typeof savedModel>,
  { test, executor }: { readonly test: Dataset; readonly executor: Executor },
): Promise<Figures> {
  const rng = rngFor(config, "evaluation");
  const batches: { readonly losses: ReadonlyMap<string, number>; readonly count: number }[] = [];
  for (const batch of evenBatches(test, { most: config.batchSize, multiple: model.batchMultiple ?? 1 })) {
    const evaluation = await evaluate(model, [batch], { rng, step, executor });
    const count = Object.values(evaluation)[0]!.examples;
    const losses = Object.entries(evaluation).flatMap(([phase, terms]) =>
      Object.entries(terms).flatMap(([term, value]) =>
        term === EXAMPLES ? [] : [[`${phase}.${term}`, value] as const],
      ),
    );
    batches.push({ losses: new Map(losses), count });
  }
  const count = batches.reduce((sum, one) => sum + one.count, 0);
  const figure = (name: string): Figure => {
    const values = batches.map(({ losses }) => losses.get(name)!);
    const value = values.reduce((sum, each, i) => sum + (each * batches[i]!.count) / count, 0);
    const { error } = meanAndError(values);
    return { value, count, ...(Number.isFinite(error) && { error }) };
  };
  return Object.fromEntries([...batches[0]!.losses.keys()].map((name) => [name, figure(name)]));
}

/** For a person. */
export function describeMeasured({ losses, figures, comparedIn, draws, boundSamples }: MeasuredRun): readonly string[] {
  const row = (name: string, { value, error, count }: Figure) => [
    ...[name, short(value), error === undefined ? "" : `± ${short(error)}`, `${count}`],
  ];
  return [
    ...markdownTable(
      ["figure", "value", "error", "examples"],
      [
        ...Object.entries(losses).map(([name, figure]) => row(`test ${name}`, figure)),
        ...Object.entries(figures).map(([name, figure]) => row(FIGURE_NAMES[name] ?? name, figure)),
      ],
    ),
    "",
    `${figures.frechet ? `Samples and test examples are compared in ${comparedIn}. ` : ""}Errors of samples are over ${counted(draws, "draw", "draws")}, of losses over batches, else over examples.`,
    ...(figures.bound ? [`The bound is of ${boundSamples} importance samples.`] : []),
  ];
}
