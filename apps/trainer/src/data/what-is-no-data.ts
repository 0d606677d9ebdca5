import { statSync } from "node:fs";
import { extname } from "node:path";
import { imageKinds, remedyForKind } from "@genlab/data/node";
import { fromCaller } from "../terminal/caller.js";

const SHEET = "save the sheet as .csv";
const ROWS = "write its rows as .csv, or its numbers as .npy";
const NUMBERS = "write its numbers as .npy or .safetensors";
const PACKED = "unpack it, or pack its images as .zip";
const PICTURES = "write its images into a folder, or its numbers as .npy";
const FRAMES = "write its frames into a folder, `ffmpeg -i FILE frames/%05d.png`";

const REMEDIES: Readonly<Record<string, string>> = {
  ...{ ".xlsx": SHEET, ".xls": SHEET, ".ods": SHEET, ".numbers": SHEET },
  ...{ ".parquet": ROWS, ".feather": ROWS, ".json": ROWS, ".jsonl": ROWS, ".txt": ROWS },
  ...{ ".pt": NUMBERS, ".pth": NUMBERS, ".pkl": NUMBERS, ".h5": NUMBERS, ".hdf5": NUMBERS, ".mat": NUMBERS },
  ...{ ".arff": ROWS, ".sav": ROWS, ".dta": ROWS, ".db": ROWS, ".sqlite": ROWS },
  ...{ ".wav": NUMBERS, ".mp3": NUMBERS, ".flac": NUMBERS },
  ...{ ".mp4": FRAMES, ".mov": FRAMES, ".avi": FRAMES, ".webm": FRAMES, ".mkv": FRAMES },
  ...{ ".rar": PACKED, ".7z": PACKED, ".xz": PACKED, ".bz2": PACKED, ".zst": PACKED, ".gz": PACKED },
  ...{ ".tfrecord": PICTURES, ".tfrecords": PICTURES, ".lmdb": PICTURES, ".mdb": PICTURES },
};

/** What a path or an address that was given is that is no data, and what to do with it; undefined where nothing is known of it, or it is not there. */
export function whatIsNoData(given: string): string | undefined {
  if (/^https?:\/{1,2}/.test(given)) return "an address: download the file, and give its path";
  const path = fromCaller(given);
  if (!statSync(path, { throwIfNoEntry: false })?.isFile()) return undefined;
  const ending = extname(path).toLowerCase();
  if (imageKinds.includes(ending)) return "one image: give the folder that it is in";
  const remedy = remedyForKind(ending) ?? (Object.hasOwn(REMEDIES, ending) ? REMEDIES[ending] : undefined);
  return remedy && `of a kind that is not read: ${remedy}`;
}
