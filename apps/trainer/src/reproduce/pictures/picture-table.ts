import { markdownTable } from "../markdown-table.js";

/** A model of the sheet in numbers. */
export interface PictureResult {
  readonly model: string;
  readonly steps: number;
  readonly seconds: number;
  /** Absent where the model draws no samples. */
  readonly sampleSharpness?: number;
  /** These two are absent where it reconstructs nothing. */
  readonly reconstructionSharpness?: number;
  /** Decibels. */
  readonly psnr?: number;
}

const HEADINGS = ["model", "steps", "sharpness of samples", "of reconstructions", "PSNR of reconstructions, dB"];

/** A table in Markdown, under the sharpness of the data. */
export function pictureTable(dataSharpness: number, results: readonly PictureResult[]): readonly string[] {
  const rows = results.map(({ model, steps, sampleSharpness, reconstructionSharpness, psnr }) => [
    model,
    `${steps}`,
    sampleSharpness?.toFixed(3) ?? "",
    reconstructionSharpness?.toFixed(3) ?? "",
    psnr?.toFixed(1) ?? "",
  ]);
  return markdownTable(HEADINGS, [["data", "", dataSharpness.toFixed(3), dataSharpness.toFixed(3), ""], ...rows]);
}
