import { sprites } from "@genlab/data";
import { Option } from "commander";
import { engineOption, threadsOption, wholeNumber } from "../../config/options.js";
import type { RunConfig } from "../../config/run-config.js";
import { chooseEngine } from "../../engines/choose-engine.js";
import { contactSheet } from "../../pictures/contact-sheet.js";
import { describeSeconds } from "../../terminal/words.js";
import type { Experiment } from "../experiment.js";
import { writeReport } from "../report.js";
import { disentanglementTable } from "./disentanglement-table.js";
import { reproduceDisentanglement } from "./reproduce-disentanglement.js";
import { spriteSetups } from "./sprite-setups.js";
import { TRAVERSED } from "./traverse.js";

interface Options {
  readonly model: string;
  readonly seeds: number;
  readonly steps: number;
  readonly engine?: RunConfig["engine"];
  readonly threads?: number;
  readonly out?: string;
}

export const disentanglement: Experiment = {
  description: "which models have a code for each thing that drawn shapes vary in",
  define(command) {
    command
      .addOption(new Option("--model <name>", "which").choices(["all", ...Object.keys(spriteSetups)]).default("all"))
      .option("--seeds <number>", "runs of each model", wholeNumber(1), 3)
      .option("--steps <number>", "updates of a run", wholeNumber(1), 3000)
      .addOption(engineOption())
      .addOption(threadsOption())
      .option(
        "--out <folder>",
        "where the table, the numbers and the picture go (default: runs/disentanglement-<number>)",
      )
      .action(run);
  },
};

async function run({ model, seeds, steps, out, ...asked }: Options): Promise<void> {
  const engine = await chooseEngine({ engine: "auto", ...asked });
  const models = model === "all" ? Object.keys(spriteSetups) : [model];
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
