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

/** What a file is that is no data, and what to do with it; undefined where nothing is known of it, or it is not there. */
export function whatIsNoData(path: string): string | undefined {
  if (!statSync(path, { throwIfNoEntry: false })?.isFile()) return undefined;
  const ending = endOf(path);
  if (KINDS.includes(ending)) return "one image: give the folder that it is in";
  const remedy = remedyFor(ending) ?? (Object.hasOwn(REMEDIES, ending) ? REMEDIES[ending] : undefined);
  return remedy && `of a kind that is not read: ${remedy}`;
}
