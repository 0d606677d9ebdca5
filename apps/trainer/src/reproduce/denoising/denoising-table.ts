import { markdownTable } from "../markdown-table.js";
import type { DenoisingResult } from "./reproduce-denoising.js";

/** A table in Markdown: a row for each kind of noise. */
export const denoisingTable = (results: readonly DenoisingResult[]): readonly string[] =>
  markdownTable(
    ["noise", "steps", "PSNR of the noisy, dB", "of the restored", "gain"],
    results.map(({ setup, steps, noisy, restored }) => {
      const decibels = [noisy, restored, restored - noisy].map((value) => value.toFixed(1));
      return [setup.title, `${steps}`, ...decibels];
    }),
  );
