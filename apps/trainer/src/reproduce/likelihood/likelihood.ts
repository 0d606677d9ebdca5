import { wholeNumber } from "../../config/options.js";
import { chooseEngine } from "../../engines/choose-engine.js";
import { imageGrid } from "../../pictures/image-grid.js";
import { PICTURE_COLUMNS } from "../../pictures/write-picture.js";
import { fromCaller } from "../../terminal/caller.js";
import { describeSeconds } from "../../terminal/words.js";
import type { Experiment } from "../experiment.js";
import { addModelOptions, type ModelOptions, modelsOf } from "../model-options.js";
import { writeReport } from "../report.js";
import { addReportOptions } from "../report-options.js";
import { likelihoodSetups } from "./likelihood-setups.js";
import { likelihoodTable } from "./likelihood-table.js";
import { reproduceLikelihood } from "./reproduce-likelihood.js";

interface Options extends ModelOptions {
  readonly dataDir?: string;
  readonly epochs: number;
  readonly images: number;
  readonly samples: number;
}

export const likelihood: Experiment = {
  description: "how likely VAE and IWAE make binarised MNIST, beside the IWAE's paper",
  define(command) {
    addModelOptions(command, likelihoodSetups)
      .option("--data-dir <folder>", "where the IDX files of MNIST lie (default: they are downloaded)")
      .option("--epochs <number>", "passes over the data", wholeNumber(1), 10)
      .option("--images <number>", "test images that are judged", wholeNumber(1), 10_000)
      .option("--samples <number>", "importance samples an image", wholeNumber(1), 200);
    addReportOptions(command, "likelihood").action(run);
  },
};

async function run({ model, dataDir, engine = "auto", threads, out, ...settings }: Options): Promise<void> {
  const chosen = await chooseEngine({ engine, ...(threads !== undefined && { threads }) });
  const { results, sections } = await reproduceLikelihood({
    ...settings,
    models: modelsOf(model, likelihoodSetups),
    ...(dataDir !== undefined && { folder: fromCaller(dataDir) }),
    engine: chosen,
    onRun: (name, { seed, bound, seconds }) => {
      const spent = `training ${describeSeconds(seconds.training)}, estimate ${describeSeconds(seconds.estimate)}`;
      process.stdout.write(`${name}  seed ${seed}  ${bound.toFixed(2)} nats  ${spent}\n`);
    },
  });
  await writeReport({
    name: "likelihood",
    table: likelihoodTable(results),
    picture: imageGrid(sections, PICTURE_COLUMNS),
    content: { ...chosen, ...settings, results },
    ...(out !== undefined && { out }),
  });
}
