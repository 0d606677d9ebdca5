// Writes src/digits-bytes.ts from the digits as comma-separated lines of 64 pixels and a label, plain or in gzip:
//   node scripts/make-digits-bytes.mjs optdigits.tes
// The file is `optdigits.tes` of https://doi.org/10.24432/C50P49, or `digits.csv.gz` of scikit-learn.
import { readFileSync, writeFileSync } from "node:fs";
import { constants, gunzipSync, gzipSync } from "node:zlib";

const [path] = process.argv.slice(2);
if (!path) throw new Error("Give the file: node scripts/make-digits-bytes.mjs optdigits.tes");

const file = readFileSync(path);
const text = (file[0] === 0x1f && file[1] === 0x8b ? gunzipSync(file) : file).toString("ascii");
const rows = text
  .trim()
  .split(/\s+/)
  .map((line) => line.split(",").map(Number));
const isRow = (row) => row.length === 65 && row.every((value) => Number.isInteger(value) && value >= 0 && value <= 16);
if (rows.length !== 1797 || !rows.every(isRow)) {
  throw new Error(`${path} does not hold 1797 lines of 64 pixels, 0 to 16, and a label.`);
}

// column by column, and with this strategy: the smallest of what zlib offers
const columns = Uint8Array.from(
  { length: 65 * rows.length },
  (_, i) => rows[i % rows.length][Math.floor(i / rows.length)],
);
const packed = gzipSync(columns, { level: 9, memLevel: 9, strategy: constants.Z_FILTERED });

writeFileSync(
  new URL("../src/digits-bytes.ts", import.meta.url),
  `/**
 * The digits: base64 of gzip of bytes, 64 columns of pixels and one of labels, 1797 rows.
 * Written by scripts/make-digits-bytes.mjs; do not edit.
 *
 * "Optical Recognition of Handwritten Digits", E. Alpaydin and C. Kaynak, UCI Machine Learning Repository, 1998,
 * https://doi.org/10.24432/C50P49, licensed under CC BY 4.0, https://creativecommons.org/licenses/by/4.0/.
 */
export const digitsBytes: string =
  "${packed.toString("base64")}";
`,
);
