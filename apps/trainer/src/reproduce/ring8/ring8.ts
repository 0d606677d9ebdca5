import { wholeNumber } from "../../config/options.js";
import { chooseEngine } from "../../engines/choose-engine.js";
import { scatter } from "../../pictures/scatter.js";
import { describeSeconds } from "../../terminal/words.js";
import type { Experiment } from "../experiment.js";
import { addModelOptions, type ModelOptions, modelsOf } from "../model-options.js";
import { writeReport } from "../report.js";
import { addReportOptions } from "../report-options.js";
import { reproduceRing8 } from "./reproduce-ring8.js";
import { ringSetups } from "./ring-setups.js";
import { ringTable } from "./ring-table.js";

interface Options extends ModelOptions {
  readonly steps?: number;
}

export const ring8: Experiment = {
  description: "which models find all of eight Gaussians on a circle, beside PacGAN's and VEEGAN's figures",
  define(command) {
    addModelOptions(command, ringSetups).option(
      "--steps <number>",
      "updates of a run (default: those of the set-up)",
      wholeNumber(1),
    );
    addReportOptions(command, "ring8").action(run);
  },
};

async function run({ model, seeds, steps, out, ...asked }: Options): Promise<void> {
  const engine = await chooseEngine({ engine: "auto", ...asked });
  const { results, sections } = await reproduceRing8({
    models: modelsOf(model, ringSetups),
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
    name: "ring8",
    table: ringTable(results),
    picture: scatter(sections),
    content: { ...engine, results: results.map(withSettings) },
    ...(out !== undefined && { out }),
  });
}

/** The set-up as JSON can hold it. */
const withSettings = ({ setup, steps, runs }: Parameters<typeof ringTable>[0][number]) => ({
  ...setup,
  optimizer: setup.optimizer(steps),
  steps,
  runs,
});
