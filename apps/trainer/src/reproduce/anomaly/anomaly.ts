import { Option } from "commander";
import { contactSheet } from "../../pictures/contact-sheet.js";
import { describeSeconds } from "../../terminal/words.js";
import type { Experiment } from "../experiment.js";
import { addImageOptions, type ImageOptions, prepareImages } from "../image-runs.js";
import { writeReport } from "../report.js";
import { anomalyTable } from "./anomaly-table.js";
import { reproduceAnomaly } from "./reproduce-anomaly.js";

interface Options extends ImageOptions {
  readonly heldOut?: readonly string[];
}

const DIGITS = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];

export const anomaly: Experiment = {
  description: "whether scores tell a digit that was held out of training, beside published figures",
  define(command) {
    addImageOptions(command, "anomaly")
      .addOption(new Option("--held-out <digits...>", "one at a time (default: each of the ten)").choices(DIGITS))
      .action(run);
  },
};

async function run({ heldOut = DIGITS, ...options }: Options): Promise<void> {
  const { data, common } = await prepareImages(options);
  const { results, rows } = await reproduceAnomaly({
    ...{ classes: heldOut.map(Number), data, common },
    onResult: ({ setup, heldOut, area, seconds }) => {
      process.stdout.write(`without ${heldOut}, ${setup.title}: ${area.toFixed(3)}  ${describeSeconds(seconds)}\n`);
    },
  });
  await writeReport({
    name: "anomaly",
    table: anomalyTable(results),
    picture: contactSheet(rows, [
      { text: "held out", columns: 8 },
      { text: "autoencoder", columns: 8 },
      { text: "vae 2", columns: 8 },
      { text: "vae 32", columns: 8 },
    ]),
    content: { common, results },
    ...(options.out !== undefined && { out: options.out }),
  });
}
