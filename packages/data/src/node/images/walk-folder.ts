import { type Dirent, type Stats, statSync } from "node:fs";
import { readdir, realpath } from "node:fs/promises";
import { isAbsolute, join, relative, sep } from "node:path";
import { GenlabError } from "@genlab/base";
import { byName } from "./by-name.js";
import type { FolderEntry, Path, SourceOptions } from "./image-source.js";
import { endOf, isHidden } from "./kinds.js";
import { createPassedOver } from "./passed-over.js";

export interface FolderContent {
  /** Files that end as images do, in an order that depends on their names alone. */
  readonly entries: readonly FolderEntry[];
  /** What was passed over, for a person. */
  readonly passedOver: readonly string[];
}

/**
 * What is in a folder and all below it. Links are followed, but each real folder and file counts once, where it lies rather than where a
 * link leads to it, and no link leads above the folder.
 */
export async function walkFolder({ place: folder, name, kinds }: SourceOptions): Promise<FolderContent> {
  const entries: FolderEntry[] = [];
  const folders: Path[] = [];
  const links: { readonly path: Path; readonly place: string }[] = [];
  const seen = new Set<string>();
  const passedOver = createPassedOver();
  let hasLinks = false; // without one nothing can be there twice

  const take = (path: Path, place: string) => {
    const isImage = kinds.includes(endOf(path.at(-1)!)) || kinds.includes(endOf(place));
    if (!isImage) return passedOver.noteKind(endOf(place));
    const found = statOf(place);
    if (!found) return passedOver.note("broken"); // taken away meanwhile
    if (hasLinks) seen.add(place);
    if (found.size === 0) return passedOver.note("empty");
    entries.push({ path, place, size: found.size, stamp: `${found.mtimeMs}` });
  };
  const visit = async (path: Path, place: string): Promise<void> => {
    seen.add(place);
    folders.push(path);
    const inside = place.endsWith(sep) ? place : `${place}${sep}`; // by hand: many thousands that are joined take a while
    for (const entry of await childrenOf(place, join(name, ...path))) {
      const [inner, at] = [[...path, entry.name], `${inside}${entry.name}`];
      if (isHidden(entry.name)) {
        if (entry.isDirectory() || kinds.includes(endOf(entry.name))) passedOver.note("hidden");
      } else if (entry.isSymbolicLink()) links.push({ path: inner, place: at });
      else if (hasLinks && seen.has(at)) passedOver.note("again");
      else if (entry.isDirectory()) await visit(inner, at);
      else if (entry.isFile()) take(inner, at);
      else passedOver.note("special");
    }
  };

  const root = await realpath(folder).catch((cause: NodeJS.ErrnoException) => refuse(name, cause));
  await visit([], root);
  hasLinks = links.length > 0;
  if (hasLinks) for (const { place } of entries) seen.add(place);
  // behind all that lies there itself; a folder behind a link may hold links, which come last
  for (const { path, place } of links) {
    const target = await realpath(place).catch(() => undefined);
    const found = target === undefined ? undefined : statOf(target);
    if (target === undefined || !found) passedOver.note("broken");
    else if (seen.has(target) || isIn(root, target)) passedOver.note("again");
    else if (found.isDirectory()) await visit(path, target);
    else if (found.isFile()) take(path, target);
    else passedOver.note("special");
  }
  entries.sort((a, b) => byName(a.path.join("/"), b.path.join("/")));
  const images = entries.map(({ path }) => path);
  return { entries, passedOver: passedOver.words(folders.slice(1), images) };
}

/** At once: many thousands that are waited for one by one take a second. */
const statOf = (place: string): Stats | undefined => statSync(place, { throwIfNoEntry: false });

async function childrenOf(place: string, called: string): Promise<readonly Dirent[]> {
  const children = await readdir(place, { withFileTypes: true }).catch((cause) => refuse(called, cause));
  return children.sort((a, b) => byName(a.name, b.name));
}

function refuse(called: string, cause: NodeJS.ErrnoException): never {
  throw new GenlabError(`The folder of images ${called} could not be read (${cause.code}).`, { cause });
}

const isIn = (inner: string, outer: string) => {
  const way = relative(outer, inner);
  return way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way);
};
