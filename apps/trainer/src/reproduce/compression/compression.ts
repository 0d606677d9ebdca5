import { curvePlot } from "../../pictures/curve-plot.js";
import { describeSeconds } from "../../terminal/words.js";
import type { Experiment } from "../experiment.js";
import { addImageOptions, type ImageOptions, prepareImages } from "../image-runs.js";
import { writeReport } from "../report.js";
import { compressors } from "./compression-setups.js";
import { compressionTable } from "./compression-table.js";
import { type CompressionResult, reproduceCompression } from "./reproduce-compression.js";

export const compression: Experiment = {
  description: "what autoencoders, VAEs and VQ-VAEs lose with so many codes, and so many bits",
  define(command) {
    addImageOptions(command, "compression").action(run);
  },
};

async function run(options: ImageOptions): Promise<void> {
  const { data, common } = await prepareImages(options);
  const results = await reproduceCompression({
    ...{ data, common },
    onResult: ({ compressor, codes, bits, psnr, seconds }) => {
      const figures = `${bits.toFixed(0)} bits  ${psnr.toFixed(1)} dB`;
      process.stdout.write(`${compressor}, ${codes} codes: ${figures}  ${describeSeconds(seconds)}\n`);
    },
  });
  await writeReport({
    name: "compression",
    table: compressionTable(results),
    picture: curvePlot([
      { label: "psnr over codes", curves: curvesOver(results, ({ codes }) => codes) },
      { label: "psnr over bits", curves: curvesOver(results, ({ bits }) => bits) },
    ]),
    content: { common, results },
    ...(options.out !== undefined && { out: options.out }),
  });
}

const curvesOver = (results: readonly CompressionResult[], along: (result: CompressionResult) => number) =>
  compressors.map((compressor) => ({
    label: compressor.toLowerCase(),
    points: results
      .filter((result) => result.compressor === compressor)
      .map((result) => ({ x: along(result), y: result.psnr })),
  }));
