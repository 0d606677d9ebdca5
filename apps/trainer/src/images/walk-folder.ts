import { readdir, realpath, stat } from "node:fs/promises";
import { extname, isAbsolute, join, relative, sep } from "node:path";
import { GenlabError } from "@genlab/core";
import { forCaller } from "../terminal/caller.js";
import { counted } from "../terminal/words.js";
import { EXTENSIONS } from "./sharp.js";

/** The names of folders and at last of a file. */
export type Path = readonly string[];

export interface FolderContent {
  /** Files that end as images do, in an order that depends on their names alone. */
  readonly images: readonly Path[];
  /** What was passed over, for a person. */
  readonly leftOut: readonly string[];
}

/** What systems put into folders, besides what begins with a dot. */
const OF_SYSTEMS = ["__macosx", "thumbs.db", "ehthumbs.db", "desktop.ini"];

/**
 * What is in a folder and all below it. Links are followed, but each real folder and file counts once, where it lies rather than where a
 * link leads to it, and no link leads above the folder.
 */
export async function walkFolder(folder: string): Promise<FolderContent> {
  const images: Path[] = [];
  const folders: Path[] = [];
  const links: { readonly path: Path; readonly place: string }[] = [];
  const kinds = new Map<string, number>();
  const seen = new Set<string>();
  let [hidden, again, broken] = [0, 0, 0];

  const take = (path: Path, place: string) => {
    const kind = EXTENSIONS.find((extension) => [path.at(-1)!, place].some((name) => endOf(name) === extension));
    if (kind === undefined) return void kinds.set(endOf(place), (kinds.get(endOf(place)) ?? 0) + 1);
    seen.add(place);
    images.push(path);
  };
  const visit = async (path: Path, place: string): Promise<void> => {
    seen.add(place);
    folders.push(path);
    for (const entry of await entriesOf(place)) {
      const [inner, at] = [[...path, entry.name], join(place, entry.name)];
      const isSystems = OF_SYSTEMS.includes(entry.name.toLowerCase());
      if (entry.name.startsWith(".") || isSystems) {
        if (entry.isDirectory() || EXTENSIONS.includes(endOf(entry.name))) hidden++;
      } else if (entry.isSymbolicLink()) links.push({ path: inner, place: at });
      else if (seen.has(at)) again++;
      else if (entry.isDirectory()) await visit(inner, at);
      else if (entry.isFile()) take(inner, at);
    }
  };

  const root = await realpath(folder).catch((cause: NodeJS.ErrnoException) => refuse(folder, cause));
  await visit([], root);
  // behind all that lies there itself; a folder behind a link may hold links, which come last
  for (const { path, place } of links) {
    const target = await realpath(place).catch(() => undefined);
    if (target === undefined) broken++;
    else if (seen.has(target) || isIn(root, target)) again++;
    else if ((await stat(target)).isDirectory()) await visit(path, target);
    else take(path, target);
  }
  const empty = folders.filter((path) => path.length > 0 && !images.some((image) => isBelow(image, path)));
  const topmost = empty.filter((path) => !empty.some((other) => other !== path && isBelow(path, other)));
  const others = [...kinds.values()].reduce((sum, count) => sum + count, 0);
  return {
    images: images.sort((a, b) => byName(a.join("/"), b.join("/"))),
    leftOut: [
      ...(hidden > 0 ? [counted(hidden, "hidden file or folder", "hidden files or folders")] : []),
      ...(others > 0
        ? [`${counted(others, "file", "files")} of other kinds (${[...kinds.keys()].sort().join(", ")})`]
        : []),
      ...(topmost.length > 0
        ? [
            `${counted(topmost.length, "folder", "folders")} without images (${named(topmost.map((path) => path.join("/")))})`,
          ]
        : []),
      ...(again > 0 ? [`${counted(again, "link", "links")} to what is there already`] : []),
      ...(broken > 0 ? [`${counted(broken, "link that leads", "links that lead")} nowhere`] : []),
    ],
  };
}

/** 2 before 10. */
export function byName(a: string, b: string): number {
  return collator.compare(a, b) || (a < b ? -1 : Number(a > b)); // to it 2 and 02 are the same
}

const collator = new Intl.Collator("en", { numeric: true });

const MOST_NAMED = 5;

/** `a, b and 3 more` */
export function named(names: readonly string[]): string {
  const shown = names.slice(0, MOST_NAMED).join(", ");
  return names.length > MOST_NAMED ? `${shown} and ${names.length - MOST_NAMED} more` : shown;
}

async function entriesOf(place: string) {
  const entries = await readdir(place, { withFileTypes: true }).catch((cause) => refuse(place, cause));
  return entries.sort((a, b) => byName(a.name, b.name));
}

function refuse(place: string, cause: NodeJS.ErrnoException): never {
  throw new GenlabError(`The folder of images ${forCaller(place)} could not be read (${cause.code}).`, { cause });
}

/** How a name ends, or all of it where it has no end. */
const endOf = (name: string) => extname(name).toLowerCase() || "no ending";

const isIn = (inner: string, outer: string) => {
  const way = relative(outer, inner);
  return way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way);
};

const isBelow = (path: Path, folder: Path) =>
  path.length > folder.length && folder.every((name, i) => name === path[i]);
