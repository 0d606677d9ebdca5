import { GenlabError } from "@genlab/core";
import { counted } from "../terminal/words.js";
import type { Path } from "./walk-folder.js";

/** What folders of a part are called, in small letters. */
const PARTS = {
  train: ["train", "training"],
  val: ["val", "valid", "validation"],
  test: ["test", "testing"],
} as const;

type Part = keyof typeof PARTS;

/** An image, and its path in the part that it is in. */
export interface PartedPath {
  readonly path: Path;
  readonly inPart: Path;
}

export interface Parts {
  readonly train: readonly PartedPath[];
  /** Absent where the folder does not hold a part to test on. */
  readonly test?: readonly PartedPath[];
  /** What a person may want to know. */
  readonly remarks: readonly string[];
  readonly leftOut: readonly string[];
}

/**
 * Tells the images to train on from those to test on, where folders say so: `train` beside `val` or `test`, or both of them in the folder
 * of every class. With all three a run is judged on `val`, and `test` is left untouched. Folders around all images do not count.
 */
export function parts(paths: readonly Path[]): Parts {
  const depth = wrapping(paths);
  for (const level of [depth, depth + 1]) {
    const found = partsAt(paths, level, depth);
    if (found) return found;
  }
  const train = paths.map((path) => ({ path, inPart: path.slice(depth) }));
  return { train, remarks: [], leftOut: [] };
}

/** How many folders are around all images. */
export function wrapping(paths: readonly Path[]): number {
  let depth = 0;
  while (paths.every((path) => path.length > depth + 1 && path[depth] === paths[0]![depth])) depth++;
  return depth;
}

function partsAt(paths: readonly Path[], level: number, depth: number): Parts | undefined {
  const partOf = (path: Path): Part | undefined => {
    const name = path.length > level + 1 ? path[level]!.toLowerCase() : "";
    return (Object.keys(PARTS) as Part[]).find((part) => (PARTS[part] as readonly string[]).includes(name));
  };
  const of = (part: Part | undefined) =>
    paths
      .filter((path) => partOf(path) === part)
      .map((path) => ({ path, inPart: [...path.slice(depth, level), ...path.slice(level + 1)] }));
  const [train, val, test, others] = [of("train"), of("val"), of("test"), of(undefined)];
  if (train.length === 0 || val.length + test.length === 0) return undefined;
  if (level > depth && others.length > 0) return undefined; // a class of that name
  const namesOf = (part: readonly PartedPath[]) => [...new Set(part.map(({ path }) => path[level]!))];
  for (const names of [train, val, test].map(namesOf)) {
    if (names.length < 2) continue;
    const both = names.map((name) => `"${name}"`).join(" and ");
    throw new GenlabError(`Folders of images are named ${both}, which is one part twice. Keep one of them.`);
  }
  const isThreefold = val.length > 0 && test.length > 0;
  const judged = val.length > 0 ? val : test;
  const untouched = `the ${counted(test.length, "image", "images")} in "${namesOf(test)[0]}" stay untouched`;
  return {
    train,
    test: judged,
    remarks: isThreefold ? [`tested on "${namesOf(val)[0]}"; ${untouched}`] : [],
    leftOut: others.length > 0 ? [`${counted(others.length, "image", "images")} beside the parts`] : [],
  };
}
