import { type Context, canDiscriminate, canScore, type Model } from "@genlab/core";
import { areaUnderRoc } from "@genlab/metrics";
import { writeFileAtomically } from "@genlab/trainers/node";
import { neg, type Tensor } from "@tensorflow/tfjs-core";
import type { Command } from "commander";
import { wholeNumber } from "../config/options.js";
import { addInputOptions, addUseOptions, type InputOptions } from "../config/use-options.js";
import { chooseExamples } from "../inputs/choose-examples.js";
import { openExamples } from "../inputs/open-examples.js";
import { anomalies } from "../outputs/anomalies.js";
import { examplesAsCsv } from "../outputs/csv.js";
import { mapInBatches } from "../outputs/in-batches.js";
import { namesAndClasses } from "../outputs/names-and-classes.js";
import { outputPlace } from "../outputs/output-place.js";
import { pictureRng } from "../outputs/picture-rng.js";
import { useModel } from "../runs/use-model.js";
import { forCaller } from "../terminal/caller.js";
import { counted, short } from "../terminal/words.js";

interface Options extends InputOptions {
  readonly count?: number;
  readonly anomalous?: readonly string[];
}

export function addScore(program: Command): void {
  const command = program
    .command("score")
    .description("tell of each example how unlike the training data it is: the higher, the less like");
  addUseOptions(command, "file", "a .csv file (default: score.csv in the run's folder)");
  addInputOptions(command)
    .option("--count <number>", "the first so many (default: all)", wholeNumber(1))
    .option(
      "--anomalous <classes...>",
      "which classes are to score higher, for the area under the ROC curve (default: 1, where those of --inputs are 0 and 1)",
    )
    .action(score);
}

async function score(path: string, options: Options): Promise<void> {
  await useModel(path, "score", options, async ({ model, executor, ...run }) => {
    const target = outputPlace(run, options, { name: "score.csv", kinds: [".csv"] });
    const inputs = await openExamples(run, options);
    const indices = chooseExamples(inputs, { count: options.count });
    const isPlain = options.inputs !== undefined && `${inputs.classes}` === "0,1";
    const labels = anomalies(inputs, indices, options.anomalous ?? (isPlain ? ["1"] : undefined));
    const { of, what } = scorerOf(model);
    const scores = await mapInBatches(
      inputs.data,
      { indices, size: options.batch, done: "scored", model, executor, rng: pictureRng(run, options.seed) },
      of,
    );
    await writeFileAtomically(target.path, examplesAsCsv(namesAndClasses(inputs, indices), ["score"], scores));
    const sorted = [...scores.data].sort((a, b) => a - b);
    const middle = sorted[Math.floor(sorted.length / 2)]!;
    const lines = [
      `${what} of ${indices.length < inputs.data.length ? `the first ${indices.length} of ` : ""}${inputs.what}: from ${short(sorted[0]!)} to ${short(sorted.at(-1)!)}, half of them up to ${short(middle)}`,
      ...(labels ? [areaLine(scores.data, labels)] : []),
      `${forCaller(target.path)} (${counted(indices.length, "score", "scores")})`,
    ];
    process.stdout.write(`${lines.join("\n")}\n`);
  });
}

/** What tells examples from others: the model's own score, or else what its discriminator says, turned round. */
function scorerOf(model: Model): { readonly of: (x: Tensor, context: Context) => Tensor; readonly what: string } {
  if (canScore(model)) return { of: (x, context) => model.score(x, context), what: "scores" };
  if (!canDiscriminate(model)) throw new TypeError("a model that cannot score is refused before");
  return { of: (x, context) => neg(model.discriminate(x, context)), what: "negative logits of the discriminator" };
}

function areaLine(scores: ArrayLike<number>, labels: readonly number[]): string {
  const anomalous = labels.filter((label) => label === 1).length;
  const others = labels.length - anomalous;
  const area = areaUnderRoc(scores, labels);
  return `area under the ROC curve: ${area.toFixed(4)}, of ${anomalous} anomalous and ${counted(others, "other example", "other examples")}`;
}
