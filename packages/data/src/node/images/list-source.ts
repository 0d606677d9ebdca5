import { closeSync, openSync, readSync, statSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { dirname, isAbsolute, join, sep } from "node:path";
import { byName } from "./by-name.js";
import { readEntries } from "./folder-source.js";
import type { FolderEntry, ImageSource, Path, SourceOptions } from "./image-source.js";
import { endOf, imageKinds } from "./kinds.js";
import { createPassedOver } from "./passed-over.js";

/** What a list is known by lies in so many of its first bytes. */
const START = 4096;

/** Whether a file ends in .txt, and has the path of an image on its first line. */
export function isListOfImages(path: string): boolean {
  if (endOf(path) !== ".txt") return false;
  const file = openSync(path, "r");
  try {
    const bytes = Buffer.alloc(START);
    const text = bytes.toString("utf8", 0, readSync(file, bytes, 0, START, 0));
    const [first] = linesOf(text);
    return first !== undefined && imageKinds.includes(endOf(first.path));
  } finally {
    closeSync(file);
  }
}

/** The images whose paths a file lists, a line each, from the folder that it lies in; behind a tab may stand the class. */
export async function listSource({ place, name, kinds }: SourceOptions): Promise<ImageSource<FolderEntry>> {
  const passedOver = createPassedOver();
  const entries = new Map<string, FolderEntry>();
  for (const { path, label } of linesOf(await readFile(place, "utf8"))) {
    const at = isAbsolute(path) ? path : join(dirname(place), path);
    const found = statSync(at, { throwIfNoEntry: false });
    if (!kinds.includes(endOf(path))) passedOver.noteKind(endOf(path));
    else if (entries.has(at)) passedOver.note("twice");
    else if (!found?.isFile()) passedOver.note("missing");
    else if (found.size === 0) passedOver.note("empty");
    else {
      const stamp = label === undefined ? `${found.mtimeMs}` : `${found.mtimeMs} ${label}`;
      const entry = { path: partsOf(path), place: at, size: found.size, stamp };
      entries.set(at, { ...entry, ...(label !== undefined && { label }) });
    }
  }
  const images = [...entries.values()].sort((a, b) => byName(a.path.join("/"), b.path.join("/")));
  const paths = images.map(({ path }) => path);
  return { ...{ place, name }, entries: images, passedOver: passedOver.words([], paths), open: readEntries(images) };
}

function linesOf(text: string): readonly { readonly path: string; readonly label?: string }[] {
  const lines = text.replace(/^\uFEFF/, "").split(/\r?\n/);
  return lines.flatMap((line) => {
    const [path = "", label = ""] = line.split("\t").map((part) => part.trim());
    if (path === "") return [];
    return [{ path, ...(label !== "" && { label }) }];
  });
}

const partsOf = (path: string): Path =>
  path
    .replaceAll(sep, "/")
    .split("/")
    .filter((part) => part !== "" && part !== ".");
