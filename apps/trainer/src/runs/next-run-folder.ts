import { mkdir } from "node:fs/promises";
import { GenlabError } from "@genlab/core";
import { fromCaller } from "../terminal/caller.js";

/** Makes the first of `runs/NAME-1`, `runs/NAME-2`, … that is not there; two runs that start together get one each. */
export const nextRunFolder = (name: string): Promise<string> => nextFolder("runs", name);

/** The same in another folder than `runs`. */
export async function nextFolder(among: string, name: string): Promise<string> {
  const all = fromCaller(among);
  try {
    await makeNew(all);
    for (let number = 1; ; number++) {
      const path = `${all}/${name}-${number}`;
      if (await makeNew(path)) return path;
    }
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    throw new GenlabError(`No folder could be made in ${all} (${code ?? message}). Choose a place with --out.`, {
      cause,
    });
  }
}

/** Whether the folder was not there; it is now. */
async function makeNew(path: string): Promise<boolean> {
  try {
    await mkdir(path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}
