import { markdownTable } from "../markdown-table.js";
import { codeCounts, compressors } from "./compression-setups.js";
import type { CompressionResult } from "./reproduce-compression.js";

/** A table in Markdown: a row for each number of codes; bits, squared error and decibels of each compressor. */
export function compressionTable(results: readonly CompressionResult[]): readonly string[] {
  const headings = compressors.flatMap((compressor) => [`${compressor}, bits`, "squared error", "PSNR, dB"]);
  return markdownTable(
    ["codes", ...headings],
    codeCounts.map((codes) => {
      const of = (wanted: string) => results.find((result) => result.compressor === wanted && result.codes === codes)!;
      const cells = compressors
        .map(of)
        .flatMap(({ bits, squaredError, psnr }) => [bits.toFixed(0), squaredError.toFixed(1), psnr.toFixed(1)]);
      return [`${codes}`, ...cells];
    }),
  );
}
