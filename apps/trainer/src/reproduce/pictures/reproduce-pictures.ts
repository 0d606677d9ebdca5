import { canReconstruct } from "@genlab/core";
import { batches, type Dataset, type NdArray } from "@genlab/data";
import { peakSignalToNoiseRatio } from "@genlab/metrics";
import { drawSamples } from "../../outputs/draw-samples.js";
import { reconstructions } from "../../outputs/reconstructions.js";
import type { SheetRow } from "../../pictures/contact-sheet.js";
import { rngFor } from "../../runs/rng-for.js";
import { configFor, type ImageRuns } from "../image-runs.js";
import { trainModel } from "../train-model.js";
import { pictureSetups } from "./picture-setups.js";
import type { PictureResult } from "./picture-table.js";
import { sharpness } from "./sharpness.js";

export interface ReproducePicturesOptions extends ImageRuns {
  /** Names of set-ups. */
  readonly models: readonly string[];
  /** Hears of each model, with the rows up to it. */
  readonly onResult: (result: PictureResult, rows: readonly SheetRow[]) => void | Promise<void>;
}

export interface Pictures {
  /** Of the held-out data. */
  readonly dataSharpness: number;
  readonly results: readonly PictureResult[];
  /** The data, then a row or two for each model: samples, and reconstructions of the data above. */
  readonly rows: readonly SheetRow[];
}

/** Examples that the figures are means over. */
const EXAMPLES = 1000;

/** Trains models of images for a short time, draws from them, and has them reconstruct what they have not seen. */
export async function reproducePictures({
  models,
  data,
  common,
  onResult,
}: ReproducePicturesOptions): Promise<Pictures> {
  const [examples] = batches(data.test, { batchSize: Math.min(EXAMPLES, data.test.length) });
  const originals = examples!.x!;
  const rows: SheetRow[] = [{ label: "data", blocks: [firstOf(data.train), originals] }];
  const results: PictureResult[] = [];
  for (const name of models) {
    const config = configFor(pictureSetups[name]!, common);
    const { model, executor, steps, seconds, dispose } = await trainModel(config, data);
    try {
      const rng = rngFor(config, "pictures");
      const drawn = await drawSamples(model, { data: data.train, count: EXAMPLES, rng, executor });
      const samples = drawn?.images ?? null;
      const [, ...made] = canReconstruct(model) ? await reconstructions(model, examples!, { rng, executor }) : [];
      const last = made.at(-1)?.examples ?? null;
      const result = {
        ...{ model: name, steps, seconds },
        ...(samples && { sampleSharpness: sharpness(samples) }),
        ...(last && { reconstructionSharpness: sharpness(last), psnr: peakSignalToNoiseRatio(last, originals) }),
      };
      // what a denoising autoencoder is given has a row above
      for (const { label, examples: given } of made.slice(0, -1)) rows.push({ label, blocks: [null, given] });
      rows.push({ label: name, note: `${steps} steps`, blocks: [samples, last] });
      results.push(result);
      await onResult(result, rows);
    } finally {
      await dispose();
    }
  }
  return { dataSharpness: sharpness(originals), results, rows };
}

/** As many examples as a row has room for. */
function firstOf(dataset: Dataset): NdArray {
  const [first] = batches(dataset, { batchSize: Math.min(100, dataset.length) });
  return first!.x!;
}
