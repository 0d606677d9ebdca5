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

/** A table in Markdown, under the sharpness of the data. */
export function pictureTable(dataSharpness: number, results: readonly PictureResult[]): readonly string[] {
  const row = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [
    row(["model", "steps", "sharpness of samples", "of reconstructions", "PSNR of reconstructions, dB"]),
    row(["---", "---", "---", "---", "---"]),
    row(["data", "", dataSharpness.toFixed(3), dataSharpness.toFixed(3), ""]),
    ...results.map(({ model, steps, sampleSharpness, reconstructionSharpness, psnr }) =>
      row([
        model,
        `${steps}`,
        sampleSharpness?.toFixed(3) ?? "",
        reconstructionSharpness?.toFixed(3) ?? "",
        psnr?.toFixed(1) ?? "",
      ]),
    ),
  ];
}
