import { GenlabError } from "@genlab/base";
import type { Path, SourceEntry } from "./image-source.js";
import { counted } from "./words.js";

/** What folders of a part are called, in small letters and without a year: COCO has `train2017`. */
const PARTS = {
  train: ["train", "training"],
  val: ["val", "valid", "validation"],
  test: ["test", "testing"],
} as const;

const YEAR = /[-_]?(19|20)\d\d$/;

type Part = keyof typeof PARTS;

/** An image, and its path in the part that it is in. */
export interface PartedEntry {
  readonly entry: SourceEntry;
  readonly inPart: Path;
}

export interface Parts {
  readonly train: readonly PartedEntry[];
  /** Absent where the folder does not hold a part to test on. */
  readonly test?: readonly PartedEntry[];
  /** What a person may want to know. */
  readonly remarks: readonly string[];
  readonly passedOver: readonly string[];
}

/**
 * Tells the images to train on from those to test on, where folders say so: `train` beside `val` or `test`, or both of them in the folder
 * of every class. With all three a run is judged on `val`, and `test` is left untouched. Folders around all images do not count.
 */
export function parts(entries: readonly SourceEntry[]): Parts {
  const depth = wrapping(entries.map(({ path }) => path));
  for (const level of [depth, depth + 1]) {
    const found = partsAt(entries, level, depth);
    if (found) return found;
  }
  const train = entries.map((entry) => ({ entry, inPart: depth > 0 ? entry.path.slice(depth) : entry.path }));
  return { train, remarks: [], passedOver: [] };
}

/** How many folders are around all images. */
export function wrapping(paths: readonly Path[]): number {
  let depth = 0;
  while (paths.every((path) => path.length > depth + 1 && path[depth] === paths[0]![depth])) depth++;
  return depth;
}

function partsAt(entries: readonly SourceEntry[], level: number, depth: number): Parts | undefined {
  const parts = new Map<string, Part | "others">(); // of the few names that many images lie under
  const partOf = ({ path }: SourceEntry): Part | "others" => {
    if (path.length <= level + 1) return "others";
    const name = path[level]!;
    if (!parts.has(name)) parts.set(name, partNamed(name));
    return parts.get(name)!;
  };
  const groups: Record<Part | "others", SourceEntry[]> = { train: [], val: [], test: [], others: [] };
  for (const entry of entries) groups[partOf(entry)].push(entry);
  if (groups.train.length === 0 || groups.val.length + groups.test.length === 0) return undefined;
  if (level > depth && groups.others.length > 0) return undefined; // a class of that name
  const inParts = (part: readonly SourceEntry[]) =>
    part.map((entry) => ({ entry, inPart: [...entry.path.slice(depth, level), ...entry.path.slice(level + 1)] }));
  const [train, val, test] = [inParts(groups.train), inParts(groups.val), inParts(groups.test)];
  const namesOf = (part: readonly PartedEntry[]) => [...new Set(part.map(({ entry }) => entry.path[level]!))];
  for (const names of [train, val, test].map(namesOf)) {
    if (names.length < 2) continue;
    const both = names.map((name) => `"${name}"`).join(" and ");
    throw new GenlabError(`Folders of images are named ${both}, which is one part twice. Keep one of them.`);
  }
  const isThreefold = val.length > 0 && test.length > 0;
  const judged = val.length > 0 ? val : test;
  const untouched = `the ${counted(test.length, "image", "images")} in "${namesOf(test)[0]}" ${test.length === 1 ? "stays" : "stay"} untouched`;
  return {
    train,
    test: judged,
    remarks: isThreefold ? [`tested on "${namesOf(val)[0]}"; ${untouched}`] : [],
    passedOver:
      groups.others.length > 0 ? [`${counted(groups.others.length, "image", "images")} beside the parts`] : [],
  };
}

function partNamed(folder: string): Part | "others" {
  const name = folder.toLowerCase().replace(YEAR, "");
  return (Object.keys(PARTS) as Part[]).find((part) => (PARTS[part] as readonly string[]).includes(name)) ?? "others";
}
