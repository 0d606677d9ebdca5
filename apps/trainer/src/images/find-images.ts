import { readdir } from "node:fs/promises";
import { extname, join, sep } from "node:path";
import { GenlabError } from "@genlab/core";
import { forCaller } from "../caller.js";
import { EXTENSIONS } from "./sharp.js";

export interface FoundImage {
  readonly path: string;
  /** An index into `classes`; absent where there are none. */
  readonly label?: number;
}

export interface FoundImages {
  readonly train: readonly FoundImage[];
  /** Absent where the folder does not hold a part to test on. */
  readonly test?: readonly FoundImage[];
  /** The names of subfolders, if every image is in one and there are two or more. */
  readonly classes: readonly string[];
}

const TEST_PARTS = ["test", "val", "valid", "validation"];

/** The images in a folder and all below it, in an order that depends on their names alone; `train` beside `test` or `val` are parts. */
export async function findImages(folder: string): Promise<FoundImages> {
  const files = await filesIn(folder);
  if (files.length === 0) {
    throw new GenlabError(`There is no image in ${forCaller(folder)}: no file that ends in ${EXTENSIONS.join(", ")}.`);
  }
  const parts = new Set(files.map(([first]) => first!));
  const test = TEST_PARTS.find((name) => parts.has(name));
  const isParted = test !== undefined && parts.has("train") && parts.size === 2;
  const own = (part: string) => files.filter(([first]) => first === part).map((path) => path.slice(1));
  const [trained, tested] = isParted ? [own("train"), own(test)] : [files, undefined];
  const all = [...trained, ...(tested ?? [])];
  const names = [...new Set(all.map(([first]) => first!))];
  const classes = names.length > 1 && all.every(({ length }) => length > 1) ? names.sort(byName) : [];
  const found = (paths: readonly Path[], ...part: readonly string[]) =>
    paths.map((path): FoundImage => {
      const label = classes.indexOf(path[0]!);
      return { path: join(folder, ...part, ...path), ...(label >= 0 && { label }) };
    });
  if (tested === undefined) return { train: found(trained), classes };
  return { train: found(trained, "train"), test: found(tested, test!), classes };
}

/** The names of folders and at last of a file. */
type Path = readonly string[];

async function filesIn(folder: string): Promise<readonly Path[]> {
  const names = await readdir(folder, { recursive: true }).catch((cause: NodeJS.ErrnoException) => {
    throw new GenlabError(`The folder of images ${forCaller(folder)} could not be read (${cause.code}).`, { cause });
  });
  return names
    .filter((name) => EXTENSIONS.includes(extname(name).toLowerCase()))
    .sort(byName)
    .map((name) => name.split(sep))
    .filter((path) => !path.some((part) => part.startsWith("."))); // what the system keeps for itself
}

/** 2 before 10. */
const { compare: byName } = new Intl.Collator("en", { numeric: true });
