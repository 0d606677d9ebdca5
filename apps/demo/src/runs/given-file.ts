import { unzip } from "fflate";
import { CHECKPOINT, METRICS } from "./run.js";
import type { RunFaults } from "./run-faults.js";

/** A file that someone hands in. */
export interface GivenFile {
  /** From the folder that was given on, with its name: `small/checkpoint.safetensors`. */
  readonly path: string;
  read(): Promise<Uint8Array<ArrayBuffer>>;
}

export const nameOf = (path: string): string => path.slice(path.lastIndexOf("/") + 1);

/** The path of the folder that a file lies in, with its slash; empty for none. */
export const folderOf = (path: string): string => path.slice(0, path.lastIndexOf("/") + 1);

/** The files, with those of a run in the place of each zip. */
export async function unpacked(files: readonly GivenFile[], faults: RunFaults): Promise<readonly GivenFile[]> {
  const all = await Promise.all(
    files.map((file) => (file.path.toLowerCase().endsWith(".zip") ? unpack(file, faults) : [file])),
  );
  return all.flat();
}

async function unpack({ path, read }: GivenFile, faults: RunFaults): Promise<readonly GivenFile[]> {
  const bytes = await read();
  const contents = await new Promise<Readonly<Record<string, Uint8Array>>>((resolve, reject) => {
    // the rest of a folder, such as pictures, is left packed
    unzip(bytes, { filter: ({ name }) => isOfRun(name) }, (fault, unzipped) => {
      if (fault) reject(new Error(faults.brokenZip(path, fault.message)));
      else resolve(unzipped);
    });
  });
  const folder = path.replace(/\.zip$/i, "");
  return Object.entries(contents).map(([name, content]) => ({
    path: `${folder}/${name}`,
    read: async () => new Uint8Array(content),
  }));
}

/** What macOS adds to a zip is no run. */
const isOfRun = (name: string) =>
  !name.startsWith("__MACOSX/") && (isCheckpoint(name) || [CHECKPOINT, METRICS].includes(nameOf(name)));

export const isCheckpoint = (path: string): boolean => path.toLowerCase().endsWith(".safetensors");
