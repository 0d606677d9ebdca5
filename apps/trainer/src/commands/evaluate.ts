import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { GenlabError } from "@genlab/core";
import { createOnnxFeatures } from "@genlab/onnx";
import { writeFileAtomically } from "@genlab/trainers/node";
import type { Command } from "commander";
import { configOf, engineOption, finiteNumbers, wholeNumber } from "../config/options.js";
import { exampleShape } from "../data/example-shape.js";
import { loadRunData } from "../data/load-run-data.js";
import { openBinding } from "../engines/onnx-runtime.js";
import { type Evaluation, evaluateSamples, type FeatureScores } from "../outputs/evaluate-samples.js";
import { describeMeasured, measureRun } from "../outputs/measure-run.js";
import { pictureRng } from "../outputs/picture-rng.js";
import { markdownTable } from "../reproduce/markdown-table.js";
import { openRun, type SavedRun } from "../runs/open-run.js";
import { savedModel } from "../runs/saved-model.js";
import { usingEngine } from "../runs/use-model.js";
import { forCaller, fromCaller } from "../terminal/caller.js";
import { version } from "../version.js";

interface Options {
  readonly features?: string;
  readonly draws: number;
  readonly boundSamples: number;
  readonly output?: string;
  readonly mean?: readonly number[];
  readonly deviation?: readonly number[];
  readonly antialias: boolean;
  readonly samples: number;
  readonly training: number;
  readonly seed?: number;
  readonly out?: string;
  readonly dataDir?: string;
  readonly engine?: string;
}

export function addEvaluate(program: Command): void {
  program
    .command("evaluate")
    .description("measure a trained model: test losses, samples, reconstructions and likelihood, with errors")
    .argument("<run>", "the folder of a run, or its checkpoint")
    .option("--features <file.onnx>", "compare samples with unseen data in the features of a network that takes images")
    .option("--output <name>", "the network's output that holds the features (default: its first)")
    .option(
      "--mean <numbers...>",
      "subtracted from pixels in [0, 1], for all channels or each (default: 0)",
      finiteNumbers,
    )
    .option("--deviation <numbers...>", "what pixels are divided by then (default: 1)", finiteNumbers)
    .option("--no-antialias", "do not smooth images that are made smaller for the network")
    .option("--samples <number>", "to draw, as many as test images at most", wholeNumber(10), 2000)
    .option(
      "--training <number>",
      "training images among which copies are looked for, at most",
      wholeNumber(10),
      10_000,
    )
    .option("--draws <number>", "how often samples are drawn, for errors", wholeNumber(1), 3)
    .option("--bound-samples <number>", "importance samples of the likelihood", wholeNumber(1), 50)
    .option("--seed <number>", "other numbers, other samples (default: the run's)", wholeNumber(0))
    .option("--out <file.json>", "where to (default: evaluation.json in the run's folder)")
    .option("--data-dir <folder>", "where the data lie now")
    .addOption(engineOption().default(undefined, "the one it ran on"))
    .action(evaluate);
}

async function evaluate(path: string, options: Options): Promise<void> {
  const { features, output, mean, deviation } = options;
  if (features !== undefined) return evaluateInFeatures(path, { ...options, features });
  if (output !== undefined || mean || deviation) {
    throw new GenlabError("--output, --mean and --deviation are of the network of --features. Give that, too.");
  }
  const { draws, boundSamples, samples, seed, out, dataDir, engine } = options;
  const opened = await openRun(
    path,
    configOf({ ...(dataDir !== undefined && { dataDir }), ...(engine !== undefined && { engine }) }),
  );
  const run = engine === undefined ? onFasterEngine(opened) : opened;
  const target = out === undefined ? join(run.place, "evaluation.json") : fromCaller(out);
  const measured = await usingEngine(run, (executor) =>
    measureRun(run, { draws, boundSamples, samples, executor, ...(seed !== undefined && { seed }) }),
  );
  const content = { genlab: version, step: run.checkpoint.step, seed: seed ?? run.config.seed, ...measured };
  await writeFileAtomically(target, `${JSON.stringify(content, null, 2)}\n`);
  process.stdout.write(`${[...describeMeasured(measured), "", forCaller(target)].join("\n")}\n`);
}

/** What is measured need not be the same to the last bit, and takes minutes on wasm where it takes hours on cpu. */
function onFasterEngine<Run extends SavedRun>(run: Run): Run {
  if (run.config.engine !== "cpu") return run;
  process.stdout.write("Measured on wasm, which is faster than the engine of the run; --engine cpu takes that.\n");
  return { ...run, config: { ...run.config, engine: "wasm" } };
}

async function evaluateInFeatures(path: string, options: Options & { readonly features: string }): Promise<void> {
  const { features: file, output, mean, deviation, antialias, samples, training, seed, out, ...rest } = options;
  const { draws: _, boundSamples: __, ...others } = rest;
  const opened = await openRun(path, configOf(others));
  const run = rest.engine === undefined ? onFasterEngine(opened) : opened;
  if (exampleShape(run.config.data).length !== 3) {
    throw new GenlabError(`The run is on "${run.config.data.type}", which are no images for a network to look at.`);
  }
  const target = out === undefined ? join(run.place, "evaluation.json") : fromCaller(out);
  const network = await bytesOf(file);
  const preprocessing = {
    antialias,
    ...(output !== undefined && { output }),
    ...(mean && { mean }),
    ...(deviation && { deviation }),
  };
  const features = await createOnnxFeatures(await openBinding(), network, preprocessing);
  const data = await loadRunData(run.config, run.place);
  const evaluation = await usingEngine(run, (executor) =>
    evaluateSamples(savedModel(run.config, run.checkpoint), {
      ...{ data, features, count: samples, trainingCount: training, executor },
      rng: pictureRng(run, seed),
    }),
  );
  await features.dispose();
  const sha256 = createHash("sha256").update(network).digest("hex");
  const content = {
    ...{ genlab: version, step: run.checkpoint.step, seed: seed ?? run.config.seed },
    network: { file: forCaller(fromCaller(file)), sha256, ...preprocessing },
    ...evaluation,
  };
  await writeFileAtomically(target, `${JSON.stringify(content, null, 2)}\n`);
  process.stdout.write(`${[...linesOf(evaluation), "", forCaller(target)].join("\n")}\n`);
}

async function bytesOf(file: string): Promise<Uint8Array> {
  return readFile(fromCaller(file)).catch((cause: NodeJS.ErrnoException) => {
    throw new GenlabError(`${file} could not be read (${cause.code}). Give a network as an .onnx file by --features.`, {
      cause,
    });
  });
}

function linesOf({ count, trainingCount, features, drawnFrom, samples, training }: Evaluation): readonly string[] {
  const from = drawnFrom === "prior" ? "the prior" : "a mixture fitted to codes";
  const row = (title: string, { frechet, kernel, precision, recall }: FeatureScores, ...rest: readonly string[]) => [
    ...[title, short(frechet), short(kernel), precision.toFixed(3), recall.toFixed(3)],
    ...rest,
  ];
  return [
    `${count} samples from ${from} and ${count} test images, in ${features} features; copies are looked for among ${trainingCount} training images.`,
    "",
    ...markdownTable(
      ["", "Fréchet distance", "kernel distance", "precision", "recall", "FLD", "generalisation gap"],
      [
        row("samples", samples, short(samples.divergence), short(samples.generalizationGap)),
        row(`${count} training images`, training, "", ""),
      ],
    ),
  ];
}

const short = (value: number) => (Math.abs(value) < 1e4 ? `${Number(value.toPrecision(4))}` : value.toExponential(1));
