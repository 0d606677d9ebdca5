import { statSync } from "node:fs";
import { endOf, KINDS, remedyFor } from "../images/kinds.js";

const SHEET = "save the sheet as .csv";
const ROWS = "write its rows as .csv, or its numbers as .npy";
const NUMBERS = "write its numbers as .npy or .safetensors";

const REMEDIES: Readonly<Record<string, string>> = {
  ...{ ".xlsx": SHEET, ".xls": SHEET, ".ods": SHEET, ".numbers": SHEET },
  ...{ ".parquet": ROWS, ".feather": ROWS, ".json": ROWS, ".jsonl": ROWS, ".txt": ROWS },
  ...{ ".pt": NUMBERS, ".pth": NUMBERS, ".pkl": NUMBERS, ".h5": NUMBERS, ".hdf5": NUMBERS, ".mat": NUMBERS },
  ...{ ".rar": "pack its images as .zip", ".7z": "pack its images as .zip" },
};

/** What to do with a file that is no data to train on; undefined where nothing is known of it, or it is not there. */
export function remedyForData(path: string): string | undefined {
  if (!statSync(path, { throwIfNoEntry: false })?.isFile()) return undefined;
  const ending = endOf(path);
  if (KINDS.includes(ending)) return "one image is no set: give the folder that it is in";
  return remedyFor(ending) ?? (Object.hasOwn(REMEDIES, ending) ? REMEDIES[ending] : undefined);
}
