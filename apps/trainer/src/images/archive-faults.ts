import { GenlabError } from "@genlab/core";
import { forCaller } from "../terminal/caller.js";

const GIBIBYTE = 2 ** 30;

/** An archive that is this many times as large unpacked holds no images: they are packed already. */
const MOST_TIMES = 200;

/** Refuses what would fill memory or never end. */
export function refuseBomb(archive: string, unpacked: number, size: number): void {
  if (unpacked <= Math.max(4 * GIBIBYTE, MOST_TIMES * size)) return;
  throw new GenlabError(
    `${forCaller(archive)} is more than ${MOST_TIMES} times as large unpacked, as no images are. Unpack it, and give the folder.`,
  );
}

/** Refuses an archive that cannot be read as a whole. */
export function refuseArchive(archive: string, cause: unknown): never {
  if (cause instanceof GenlabError) throw cause;
  const { message } = cause as Error;
  throw new GenlabError(
    `The archive ${forCaller(archive)} could not be read: ${message.replace(/\.$/, "")}. Pack the images anew, or give their folder.`,
    { cause },
  );
}
