import { GenlabError } from "@genlab/core";
import { foundAt } from "../files/found-at.js";
import { forCaller } from "../terminal/caller.js";
import { folderSource } from "./folder-source.js";
import type { ImageSource } from "./image-source.js";
import { tarSource } from "./tar-source.js";
import { zipSource } from "./zip-source.js";

type Opener = (place: string, kinds: readonly string[]) => Promise<ImageSource>;

const ARCHIVES: Readonly<Record<string, Opener>> = {
  ...{ ".zip": zipSource, ".tar": tarSource, ".tar.gz": tarSource, ".tgz": tarSource },
};

/** How the names of archives that are read end. */
export const ARCHIVE_ENDINGS: readonly string[] = Object.keys(ARCHIVES);

/** Whether a path is that of a folder, or of a file that ends as an archive does. */
export function isImagePlace(path: string): boolean {
  const found = foundAt(path);
  return found?.isDirectory() === true || (found?.isFile() === true && endingOf(path) !== undefined);
}

/** The images in a folder or an archive. */
export async function openSource(place: string, kinds: readonly string[]): Promise<ImageSource> {
  const isFile = foundAt(place)?.isFile();
  if (!isFile) return folderSource(place, kinds);
  const ending = endingOf(place);
  if (ending !== undefined) return ARCHIVES[ending]!(place, kinds);
  throw new GenlabError(
    `${forCaller(place)} is no folder, and no archive that ends in ${ARCHIVE_ENDINGS.join(", ")}. Unpack it, and give the folder.`,
  );
}

const endingOf = (path: string) => ARCHIVE_ENDINGS.find((ending) => path.toLowerCase().endsWith(ending));
