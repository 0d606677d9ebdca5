import { wholeNumber } from "../../config/options.js";
import { chooseEngine } from "../../engines/choose-engine.js";
import { scatter } from "../../pictures/scatter.js";
import { describeSeconds } from "../../terminal/words.js";
import type { Experiment } from "../experiment.js";
import { addModelOptions, type ModelOptions, modelsOf } from "../model-options.js";
import { writeReport } from "../report.js";
import { addReportOptions } from "../report-options.js";
import { mixtures } from "./mixtures.js";
import { modeSetups } from "./mode-setups.js";
import { modeTable } from "./mode-table.js";
import { reproduceModes } from "./reproduce-modes.js";

interface Options extends ModelOptions {
  readonly steps?: number;
}

export const ring8 = countingModes("ring8", ", beside PacGAN's and VEEGAN's figures");
export const grid25 = countingModes("grid25");

function countingModes(name: keyof typeof mixtures, aside = ""): Experiment {
  return {
    description: `which models find all of ${mixtures[name].inWords}${aside}`,
    define(command) {
      addModelOptions(command, modeSetups).option(
        "--steps <number>",
        "updates of a run (default: those of the set-up)",
        wholeNumber(1),
      );
      addReportOptions(command, name).action((options: Options) => run(name, options));
    },
  };
}

async function run(experiment: keyof typeof mixtures, { model, seeds, steps, out, ...asked }: Options): Promise<void> {
  const mixture = mixtures[experiment];
  const engine = await chooseEngine({ engine: "auto", ...asked });
  const { results, sections } = await reproduceModes({
    mixture,
    models: modelsOf(model, modeSetups),
    seeds,
    ...(steps !== undefined && { steps }),
    engine,
    onRun: (name, { seed, modesFound, highQuality, reverseKl, seconds }) => {
      const found = `${modesFound} modes  ${(100 * highQuality).toFixed(1)} % of high quality`;
      const rest = `reverse KL ${reverseKl.toFixed(3)}  ${describeSeconds(seconds)}`;
      process.stdout.write(`${name}  seed ${seed}  ${found}  ${rest}\n`);
    },
  });
  await writeReport({
    name: experiment,
    table: modeTable(mixture, results),
    picture: scatter(sections),
    content: { ...engine, results: results.map(withSettings) },
    ...(out !== undefined && { out }),
  });
}

/** The set-up as JSON can hold it. */
const withSettings = ({ setup, steps, runs }: Parameters<typeof modeTable>[1][number]) => ({
  ...setup,
  optimizer: setup.optimizer(steps),
  steps,
  runs,
});
