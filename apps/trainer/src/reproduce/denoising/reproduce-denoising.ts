import type { NdArray } from "@genlab/data";
import { peakSignalToNoiseRatio } from "@genlab/metrics";
import { reconstructions } from "../../outputs/reconstructions.js";
import type { SheetRow } from "../../pictures/contact-sheet.js";
import { rngFor } from "../../runs/rng-for.js";
import { configFor, type ImageRuns } from "../image-runs.js";
import { onceThrough } from "../once-through.js";
import { trainModel } from "../train-model.js";
import { type DenoisingSetup, denoisingRun, denoisingSetups } from "./denoising-setups.js";

/** What came of one kind of noise: decibels, means over the test images. */
export interface DenoisingResult {
  readonly setup: DenoisingSetup;
  readonly steps: number;
  readonly seconds: number;
  readonly noisy: number;
  readonly restored: number;
}

export interface ReproduceDenoisingOptions extends ImageRuns {
  readonly onResult: (result: DenoisingResult) => void;
}

export interface Denoising {
  readonly results: readonly DenoisingResult[];
  /** The originals, then what is given and what is made of it for each kind of noise. */
  readonly rows: readonly SheetRow[];
}

const BATCH = 500;

/** How much noise does a denoising autoencoder remove? Trains one for each kind of noise, and measures on images it has not seen. */
export async function reproduceDenoising({ data, common, onResult }: ReproduceDenoisingOptions): Promise<Denoising> {
  const results: DenoisingResult[] = [];
  const rows: SheetRow[] = [];
  for (const setup of denoisingSetups) {
    const config = configFor(denoisingRun(setup), common);
    const { model, executor, steps, seconds, dispose } = await trainModel(config, data);
    const rng = rngFor(config, "evaluation");
    const sums = { noisy: 0, restored: 0 };
    let shown: readonly NdArray[] | undefined;
    try {
      for (const examples of onceThrough(data.test, BATCH)) {
        const sections = await reconstructions(model, examples, { rng, executor });
        const images = sections.map(({ examples }) => examples);
        const [clean, noisy, restored] = images as [NdArray, NdArray, NdArray];
        const weight = clean.shape[0]! / data.test.length;
        sums.noisy += weight * peakSignalToNoiseRatio(noisy, clean);
        sums.restored += weight * peakSignalToNoiseRatio(restored, clean);
        shown ??= images;
      }
    } finally {
      await dispose();
    }
    const [clean, noisy, restored] = shown!;
    if (rows.length === 0) rows.push({ label: "originals", blocks: [clean!] });
    rows.push({ label: setup.label, blocks: [noisy!] }, { label: "restored", blocks: [restored!] });
    const result = { setup, steps, seconds, ...sums };
    results.push(result);
    onResult(result);
  }
  return { results, rows };
}
