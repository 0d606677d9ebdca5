import { mkdir } from "node:fs/promises";
import { GenlabError } from "@genlab/core";
import { forCaller } from "../terminal/caller.js";

/** Makes a folder that may be there already. */
export async function makeFolder(path: string): Promise<void> {
  await mkdir(path, { recursive: true }).catch((cause: NodeJS.ErrnoException) => {
    throw new GenlabError(
      `The folder ${forCaller(path)} could not be made (${cause.code}). Choose another with --out.`,
      {
        cause,
      },
    );
  });
}
