import { mkdir } from "node:fs/promises";
import { GenlabError } from "@genlab/core";
import { fromCaller } from "../terminal/caller.js";

/** Makes the first of `runs/NAME-1`, `runs/NAME-2`, … that is not there; two runs that start together get one each. */
export async function nextRunFolder(name: string): Promise<string> {
  const runs = fromCaller("runs");
  try {
    await makeNew(runs);
    for (let number = 1; ; number++) {
      const path = `${runs}/${name}-${number}`;
      if (await makeNew(path)) return path;
    }
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    throw new GenlabError(`No run folder could be made in ${runs} (${code ?? message}). Choose a place with --out.`, {
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
