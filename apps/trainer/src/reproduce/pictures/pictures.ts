import { join } from "node:path";
import { writeFileAtomically } from "@genlab/trainers/node";
import { type Command, Option } from "commander";
import { contactSheet } from "../../pictures/contact-sheet.js";
import { toPng } from "../../pictures/write-picture.js";
import { makeFolder } from "../../runs/make-folder.js";
import { nextRunFolder } from "../../runs/next-run-folder.js";
import { fromCaller } from "../../terminal/caller.js";
import { describeSeconds } from "../../terminal/words.js";
import type { Experiment } from "../experiment.js";
import { addImageOptions, type ImageOptions, prepareImages } from "../image-runs.js";
import { writeReport } from "../report.js";
import { pictureSetups } from "./picture-setups.js";
import { pictureTable } from "./picture-table.js";
import { reproducePictures } from "./reproduce-pictures.js";

interface Options extends ImageOptions {
  readonly model?: readonly string[];
}

const HEADINGS = [
  { text: "samples", columns: 16 },
  { text: "reconstructions", columns: 8 },
];

export const pictures: Experiment = {
  description: "samples and reconstructions of every model of images after a short run, on one sheet",
  define(command: Command) {
    addImageOptions(command, "pictures")
      .addOption(new Option("--model <names...>", "which (default: all)").choices(Object.keys(pictureSetups)))
      .action(run);
  },
};

async function run({ model: models = Object.keys(pictureSetups), ...options }: Options): Promise<void> {
  const { data, common } = await prepareImages(options);
  const out = options.out === undefined ? await nextRunFolder("pictures") : fromCaller(options.out);
  await makeFolder(out);
  const { dataSharpness, results, rows } = await reproducePictures({
    ...{ models, data, common },
    onResult: async ({ model, seconds, sampleSharpness, psnr }, shown) => {
      const sharp = sampleSharpness === undefined ? "" : `  sharpness ${sampleSharpness.toFixed(3)}`;
      const like = psnr === undefined ? "" : `  psnr ${psnr.toFixed(1)} dB`;
      process.stdout.write(`${model}${sharp}${like}  ${describeSeconds(seconds)}\n`);
      // a run that is broken off leaves the sheet as far as it came
      await writeFileAtomically(join(out, "pictures.png"), toPng(contactSheet(shown, HEADINGS)));
    },
  });
  await writeReport({
    name: "pictures",
    table: pictureTable(dataSharpness, results),
    picture: contactSheet(rows, HEADINGS),
    content: {
      common,
      dataSharpness,
      results: results.map((result) => ({ ...result, setup: pictureSetups[result.model] })),
    },
    out,
  });
}
