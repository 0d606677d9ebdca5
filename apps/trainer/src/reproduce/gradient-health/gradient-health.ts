import { wholeNumber } from "../../config/options.js";
import { chooseEngine } from "../../engines/choose-engine.js";
import { linePlot } from "../../pictures/line-plot.js";
import type { Experiment } from "../experiment.js";
import { writeReport } from "../report.js";
import { addReportOptions, type ReportOptions } from "../report-options.js";
import { deepNetworks, healthSubjects } from "./deep-models.js";
import { type HealthResult, healthTable } from "./health-table.js";
import { reproduceGradientHealth } from "./reproduce-gradient-health.js";

interface Options extends ReportOptions {
  readonly steps: number;
  readonly seed: number;
}

export const gradientHealth: Experiment = {
  description: "gradients of a deep GAN's generator, layer by layer, with and without an autoencoder inside",
  define(command) {
    command
      .option("--steps <number>", "updates of a run", wholeNumber(2), 1000)
      .option("--seed <number>", "what all random numbers follow from", wholeNumber(0), 0);
    addReportOptions(command, "gradient-health").action(run);
  },
};

async function run({ steps, seed, out, ...asked }: Options): Promise<void> {
  const engine = await chooseEngine({ engine: "auto", ...asked });
  const results = await reproduceGradientHealth({
    steps,
    seed,
    engine,
    onResult: ({ networks, subject, measured }) => {
      const { norms } = measured.at(-1)!;
      const [first, last] = [norms[0]!, norms.at(-1)!].map((norm) => norm.toExponential(1));
      process.stdout.write(`${networks}, ${subject}: first layer ${first}, last layer ${last} at step ${steps}\n`);
    },
  });
  await writeReport({
    name: "gradient-health",
    table: deepNetworks.flatMap(({ title }) => [`${title}:`, "", ...healthTable(ofNetworks(results, title)), ""]),
    picture: linePlot(results.map(panelOf), healthSubjects.length),
    content: { ...engine, steps, seed, results },
    ...(out !== undefined && { out }),
  });
}

const ofNetworks = (results: readonly HealthResult[], title: string) =>
  results.filter(({ networks }) => networks === title);

/** A line for each layer, from the noise to the data. */
function panelOf({ networks, subject, measured }: HealthResult) {
  const { label } = deepNetworks.find(({ title }) => title === networks)!;
  const layers = measured[0]!.norms.length;
  return {
    label: `${label} ${subject.toLowerCase()}`,
    lines: Array.from({ length: layers }, (_, layer) => measured.map(({ norms }) => norms[layer]!)),
  };
}
