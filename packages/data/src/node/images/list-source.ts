import { closeSync, openSync, readSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { dirname, isAbsolute, join, sep } from "node:path";
import { GenlabError } from "@genlab/base";
import { byName } from "./by-name.js";
import { readEntries } from "./folder-source.js";
import { foundAt } from "./found-at.js";
import type { FolderEntry, ImageSource, Path, SourceOptions } from "./image-source.js";
import { endOf, imageKinds } from "./kinds.js";
import { createPassedOver } from "./passed-over.js";

/** What a list is known by lies in so many of its first bytes. */
const START = 4096;

/** Whether a file ends in .txt, and has the path of an image on its first line. One that cannot be read is none. */
export function isListOfImages(path: string): boolean {
  if (endOf(path) !== ".txt") return false;
  try {
    const [first] = linesOf(startOf(path));
    return first !== undefined && imageKinds.includes(endOf(first.path));
  } catch {
    return false;
  }
}

function startOf(path: string): string {
  const file = openSync(path, "r");
  try {
    const bytes = Buffer.alloc(START);
    return bytes.toString("utf8", 0, readSync(file, bytes, 0, START, 0));
  } finally {
    closeSync(file);
  }
}

/**
 * The images whose paths a file lists, a line each, from the folder that it lies in; behind a tab may stand the class.
 *
 * @throws GenlabError when some lines have a class, and others none.
 */
export async function listSource({ place, name, kinds }: SourceOptions): Promise<ImageSource<FolderEntry>> {
  const passedOver = createPassedOver();
  const entries = new Map<string, FolderEntry>();
  const lines = linesOf(await readFile(place, "utf8"));
  refuseHalf(
    name,
    lines.filter(({ path }) => kinds.includes(endOf(path))),
  );
  for (const { path, label } of lines) {
    const at = from(place, path);
    const found = foundAt(at);
    if (!kinds.includes(endOf(path))) passedOver.noteKind(endOf(path));
    else if (entries.has(at)) passedOver.note("twice");
    else if (!found?.isFile()) passedOver.note("missing");
    else if (found.size === 0) passedOver.note("empty");
    else {
      const entry = { path: partsOf(path), place: at, called: from(name, path), size: found.size };
      entries.set(at, { ...entry, stamp: `${found.mtimeMs}`, ...(label !== undefined && { label }) });
    }
  }
  const images = [...entries.values()].sort((a, b) => byName(a.path.join("/"), b.path.join("/")));
  const paths = images.map(({ path }) => path);
  return { ...{ place, name }, entries: images, passedOver: passedOver.words([], paths), open: readEntries(images) };
}

interface Line {
  readonly path: string;
  /** The class. */
  readonly label?: string;
  /** From 1. */
  readonly number: number;
}

function linesOf(text: string): readonly Line[] {
  const lines = text.replace(/^\uFEFF/, "").split(/\r?\n/);
  return lines.flatMap((line, index) => {
    const [path = "", label = ""] = line.split("\t").map((part) => part.trim());
    if (path === "") return [];
    return [{ path, number: index + 1, ...(label !== "" && { label }) }];
  });
}

function refuseHalf(name: string, lines: readonly Line[]): void {
  const without = lines.find(({ label }) => label === undefined);
  if (!without || lines.every(({ label }) => label === undefined)) return;
  throw new GenlabError(
    `Line ${without.number} of ${name}, ${without.path}, has no class, and others have one. Give one on every line, behind a tab, or on none.`,
  );
}

/** Where a path of a list leads. */
const from = (list: string, path: string) => (isAbsolute(path) ? path : join(dirname(list), path));

/** That of an absolute path begins with a part without a name, so that it is none of those that begin where the list lies. */
const partsOf = (path: string): Path =>
  path
    .replaceAll(sep, "/")
    .split("/")
    .filter((part, position) => (part !== "" || position === 0) && part !== ".");
