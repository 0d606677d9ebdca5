import { sprites } from "@genlab/data";
import { wholeNumber } from "../../config/options.js";
import { chooseEngine } from "../../engines/choose-engine.js";
import { contactSheet } from "../../pictures/contact-sheet.js";
import { describeSeconds } from "../../terminal/words.js";
import type { Experiment } from "../experiment.js";
import { addModelOptions, type ModelOptions, modelsOf } from "../model-options.js";
import { writeReport } from "../report.js";
import { addReportOptions } from "../report-options.js";
import { disentanglementTable } from "./disentanglement-table.js";
import { reproduceDisentanglement } from "./reproduce-disentanglement.js";
import { spriteSetups } from "./sprite-setups.js";
import { TRAVERSED } from "./traverse.js";

interface Options extends ModelOptions {
  readonly steps: number;
}

export const disentanglement: Experiment = {
  description: "which models have a code for each thing that drawn shapes vary in",
  define(command) {
    addModelOptions(command, spriteSetups).option("--steps <number>", "updates of a run", wholeNumber(1), 3000);
    addReportOptions(command, "disentanglement").action(run);
  },
};

async function run({ model, seeds, steps, out, ...asked }: Options): Promise<void> {
  const engine = await chooseEngine({ engine: "auto", ...asked });
  const models = modelsOf(model, spriteSetups);
  const { results, traversals } = await reproduceDisentanglement({
    ...{ models, seeds, steps, engine },
    onRun: (name, { seed, gap, seconds }) => {
      const found = `mutual information gap ${gap.toFixed(3)}`;
      process.stdout.write(`${name}  seed ${seed}  ${found}  ${describeSeconds(seconds)}\n`);
    },
  });
  const rows = sprites().factors.map(({ name }, factor) => ({
    label: name,
    blocks: traversals.map((byFactor) => byFactor[factor]!),
  }));
  await writeReport({
    name: "disentanglement",
    table: disentanglementTable(results),
    picture: contactSheet(
      rows,
      models.map((text) => ({ text, columns: TRAVERSED })),
    ),
    content: { ...engine, steps, results },
    ...(out !== undefined && { out }),
  });
}
