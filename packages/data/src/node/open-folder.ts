import { readdir } from "node:fs/promises";
import { basename, join } from "node:path";
import { GenlabError } from "@genlab/base";
import { zipEntries } from "../zip-entries.js";
import { fileBytes } from "./file-bytes.js";
import { tarFiles } from "./tar-files.js";

/** A file that was found, and where. */
export interface FoundFile {
  readonly bytes: Uint8Array;
  /** What errors call it. */
  readonly path: string;
}

/** The files of a dataset, in a folder or in an archive there. */
export interface DatasetFolder {
  /**
   * The first of these that is there.
   *
   * @throws GenlabError when none is, and when it cannot be read.
   */
  first(names: readonly string[]): Promise<FoundFile>;
}

/** The folder of a dataset: its own files count before those of the archive `archive` in it, a .zip or a .tar.gz file. */
export async function openFolder(
  folder: string,
  { title, archive = "" }: { readonly title: string; readonly archive?: string },
): Promise<DatasetFolder> {
  const present = await readdir(folder).catch((cause: unknown) => {
    throw new GenlabError(`The folder of ${title}, "${folder}", cannot be read. ${remedy}`, { cause });
  });
  const packed = join(folder, archive);
  let opened: ReadonlyMap<string, () => Promise<Uint8Array>> | undefined;
  return {
    async first(names) {
      const own = names.find((name) => present.includes(name));
      if (own !== undefined) return { bytes: await fileBytes(join(folder, own)), path: join(folder, own) };
      if (archive !== "" && present.includes(archive)) {
        opened ??= await openArchive(packed);
        const name = names.find((wanted) => opened!.has(wanted));
        if (name !== undefined) return { bytes: await opened.get(name)!(), path: `${packed}, ${name}` };
      }
      const where = archive === "" ? "" : `, nor ${archive} that holds it`;
      throw new GenlabError(`None of ${names.join(", ")} is in "${folder}"${where}. ${remedy}`);
    },
  };
}

const remedy = "Give the folder that holds the files, or get them with downloadDataset.";

/** Files by name, without their folders. */
async function openArchive(path: string): Promise<ReadonlyMap<string, () => Promise<Uint8Array>>> {
  const bytes = await fileBytes(path);
  const files = path.endsWith(".zip")
    ? zipEntries(bytes, path).map(({ name, content }) => ({ name, content }))
    : (await tarFiles(bytes, path)).map(({ name, bytes }) => ({ name, content: async () => bytes }));
  return new Map(files.map(({ name, content }) => [basename(name), content]));
}
