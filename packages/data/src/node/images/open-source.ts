import { GenlabError } from "@genlab/base";
import { folderSource } from "./folder-source.js";
import { foundAt } from "./found-at.js";
import type { ImageSource, SourceOptions } from "./image-source.js";
import { endOf } from "./kinds.js";
import { isListOfImages, listSource } from "./list-source.js";
import { tarSource } from "./tar-source.js";
import { zipSource } from "./zip-source.js";

type Opener = (options: SourceOptions) => Promise<ImageSource>;

const ARCHIVES: Readonly<Record<string, Opener>> = {
  ...{ ".zip": zipSource, ".tar": tarSource, ".tar.gz": tarSource, ".tgz": tarSource },
};

/** How the names of archives that are read end. */
export const archiveKinds: readonly string[] = Object.keys(ARCHIVES);

/** Whether a path is that of a folder, of a file that ends as an archive does, or of a list of images. */
export function isImagePlace(path: string): boolean {
  const found = foundAt(path);
  return (
    found?.isDirectory() === true ||
    (found?.isFile() === true && (endingOf(path) !== undefined || isListOfImages(path)))
  );
}

/** The images in a folder, an archive or a list. */
export async function openSource(options: SourceOptions): Promise<ImageSource> {
  const { place, name } = options;
  if (!foundAt(place)?.isFile()) return folderSource(options);
  const ending = endingOf(place);
  if (ending !== undefined) return ARCHIVES[ending]!(options);
  if (isListOfImages(place)) return listSource(options);
  if (endOf(place) === ".txt") {
    throw new GenlabError(
      `${name} is no list of images: it cannot be read, or its first line is not the path of an image, as that of each line must be, and behind it a tab and the class if there are classes. Give one that is, a folder, or an archive.`,
    );
  }
  throw new GenlabError(
    `${name} is no folder, and no archive that ends in ${archiveKinds.join(", ")}, nor a .txt file that has the path of an image on each line. Unpack it, and give the folder.`,
  );
}

const endingOf = (path: string) => archiveKinds.find((ending) => path.toLowerCase().endsWith(ending));
