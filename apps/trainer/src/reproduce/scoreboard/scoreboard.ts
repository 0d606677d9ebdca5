import { access } from "node:fs/promises";
import { join } from "node:path";
import { batches, type NdArray } from "@genlab/data";
import { writeFileAtomically } from "@genlab/trainers/node";
import { models as zoo } from "@genlab/zoo";
import { Option } from "commander";
import { dataOption, wholeNumber } from "../../config/options.js";
import { contactSheet } from "../../pictures/contact-sheet.js";
import { writePicture } from "../../pictures/write-picture.js";
import { makeFolder } from "../../runs/make-folder.js";
import { nextRunFolder } from "../../runs/next-run-folder.js";
import { forCaller, fromCaller } from "../../terminal/caller.js";
import type { Experiment } from "../experiment.js";
import { type ImageOptions, prepareImages } from "../image-runs.js";
import { type Report, saveReport, writeReport } from "../report.js";
import { addReportOptions } from "../report-options.js";
import { accuracyOf } from "./accuracy.js";
import { obtainClassifier } from "./classifier.js";
import { identityOf } from "./identity-of.js";
import { KeptRuns } from "./kept-runs.js";
import {
  reproduceScoreboard,
  type Scoreboard,
  type ScoreboardResult,
  type ScoreboardRun,
} from "./reproduce-scoreboard.js";
import { scoreboardTable } from "./scoreboard-table.js";

interface Options extends Omit<ImageOptions, "seed"> {
  readonly model?: readonly string[];
  readonly seeds: number;
  readonly samples: number;
  readonly classifier?: string;
}

const HEADINGS = [
  { text: "samples", columns: 20 },
  { text: "reconstructions", columns: 8 },
];

export const scoreboard: Experiment = {
  description: "every model with nothing set, measured in one way beside real images and the mean image",
  define(command) {
    command
      .addOption(dataOption(["mnist", "digits", "fashion-mnist", "kmnist", "cifar-10"]).default("mnist"))
      .option("--data-dir <folder>", "where the IDX files of MNIST lie (default: they are downloaded)")
      .option("--size <pixels>", "on a side of a folder's images (default: their own, 32 at most)", wholeNumber(4))
      .addOption(new Option("--model <names...>", "which (default: all but those of tables)").choices(Object.keys(zoo)))
      .option("--seeds <number>", "runs of each model", wholeNumber(1), 3)
      .option("--steps <number>", "updates of a run (default: those of `genlab train`)", wholeNumber(1))
      .option("--samples <number>", "drawn of each run, as many as test images at most", wholeNumber(10), 2000)
      .option("--classifier <file>", "of an earlier scoreboard, to compare with it (default: one is trained)");
    addReportOptions(command, "scoreboard").action(run);
  },
};

const ofImages = Object.keys(zoo).filter((model) => !/^tabular-/.test(model));

async function run({ model: models = ofImages, seeds, samples, classifier, ...options }: Options) {
  const { data, common, config, engine } = await prepareImages(options);
  const out = options.out === undefined ? await nextRunFolder("scoreboard") : fromCaller(options.out);
  await makeFolder(out);
  const own = join(out, "classifier.safetensors");
  const path =
    classifier === undefined
      ? await access(own).then(
          () => own,
          () => undefined,
        )
      : fromCaller(classifier);
  const judge = await obtainClassifier({
    ...{ data: identityOf(config.data), train: data.train, engine },
    ...(path !== undefined && { path }),
  });
  const { network, bytes, sha256 } = judge;
  await writeFileAtomically(own, bytes);
  const accuracy = await accuracyOf(network, data.test);
  const judgedBy = `Features of a classifier that tells ${(100 * accuracy).toFixed(1)} % of ${data.test.length} test images; SHA-256 ${sha256}.`;
  process.stdout.write(`${judgedBy}\n${forCaller(own)}\n`);
  const onRun = (model: string, scored: ScoreboardRun) => process.stdout.write(`${lineOf(model, scored)}\n`);
  const kept = new KeptRuns<Omit<ScoreboardRun, "seed">>(join(out, "runs"));
  const asked = { classifier: judge, kept, models, seeds, samples, data, common, onRun };
  const [shown] = batches(data.train, { batchSize: 20 });
  let report: Report | undefined;
  for await (const reached of reproduceScoreboard(asked)) {
    const content = { common, classifier: { sha256, accuracy } };
    report = reportOf(reached, { out, judgedBy, content, shown: shown!.x! });
    // a run that is broken off leaves what it has
    await saveReport(report, out);
    await writeSheet(out, reached.results.at(-1)!);
  }
  if (report) await writeReport(report);
}

interface Surroundings extends Pick<Report, "content"> {
  readonly out: string;
  /** A line about the classifier. */
  readonly judgedBy: string;
  /** Images of the training part. */
  readonly shown: NdArray;
}

function reportOf({ references, results }: Scoreboard, { out, judgedBy, content, shown }: Surroundings): Report {
  const { originals, ...scores } = references;
  const [count] = originals.shape;
  const rows = results.map(({ model, pictures: [first], runs: [run] }) => ({
    ...{ label: model, note: `${run!.steps ?? 0} steps` },
    blocks: [first!.samples, first!.reconstructions],
  }));
  const counts = `${count} samples of a run, ${count} test images.`;
  return {
    ...{ name: "scoreboard", out },
    table: [judgedBy, "", counts, "", ...scoreboardTable(scores, results)],
    picture: contactSheet([{ label: "data", blocks: [shown, originals] }, ...rows], HEADINGS),
    content: { ...content, samples: count, ...scores, results: results.map(({ pictures: _, ...result }) => result) },
  };
}

/** A sheet of one model's samples, a part for each seed. */
async function writeSheet(folder: string, { model, pictures }: ScoreboardResult): Promise<void> {
  const sections = pictures.flatMap(({ samples }, seed) =>
    samples ? [{ label: `seed ${seed}`, examples: samples }] : [],
  );
  if (sections.length > 0) await writePicture(join(folder, `${model}.png`), sections);
}

function lineOf(model: string, { seed, frechet, psnr, failure, secondsPerStep = 0 }: ScoreboardRun): string {
  const far = frechet === undefined ? "" : `  Fréchet ${frechet.toFixed(2)}`;
  const like = psnr === undefined ? "" : `  psnr ${psnr.toFixed(1)} dB`;
  const rest = failure ?? `${(1000 * secondsPerStep).toFixed(0)} ms a step`;
  return `${model}  seed ${seed}${far}${like}  ${rest}`;
}
