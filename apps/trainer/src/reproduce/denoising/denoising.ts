import { contactSheet } from "../../pictures/contact-sheet.js";
import { describeSeconds } from "../../terminal/words.js";
import type { Experiment } from "../experiment.js";
import { addImageOptions, type ImageOptions, prepareImages } from "../image-runs.js";
import { writeReport } from "../report.js";
import { denoisingTable } from "./denoising-table.js";
import { reproduceDenoising } from "./reproduce-denoising.js";

export const denoising: Experiment = {
  description: "how many decibels of three kinds of noise an autoencoder removes from digits",
  define(command) {
    addImageOptions(command, "denoising").action(run);
  },
};

async function run(options: ImageOptions): Promise<void> {
  const { data, common } = await prepareImages(options);
  const { results, rows } = await reproduceDenoising({
    ...{ data, common },
    onResult: ({ setup, noisy, restored, seconds }) => {
      const gain = `${noisy.toFixed(1)} dB to ${restored.toFixed(1)} dB`;
      process.stdout.write(`${setup.title}: ${gain}  ${describeSeconds(seconds)}\n`);
    },
  });
  await writeReport({
    name: "denoising",
    table: denoisingTable(results),
    picture: contactSheet(rows, [{ text: "held-out images", columns: 16 }]),
    content: { common, results },
    ...(options.out !== undefined && { out: options.out }),
  });
}
