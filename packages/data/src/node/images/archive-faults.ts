import { GenlabError } from "@genlab/base";

const GIBIBYTE = 2 ** 30;

/** An archive that is this many times as large unpacked holds no images: they are packed already. */
const MOST_TIMES = 200;

/**
 * Refuses what would fill memory or never end.
 *
 * @param archive what errors call it
 */
export function refuseBomb(archive: string, unpacked: number, size: number): void {
  if (unpacked <= Math.max(4 * GIBIBYTE, MOST_TIMES * size)) return;
  throw new GenlabError(
    `${archive} is more than ${MOST_TIMES} times as large unpacked, as no images are. Unpack it, and give the folder.`,
  );
}

/** Refuses an archive that cannot be read as a whole. */
export function refuseArchive(archive: string, cause: unknown): never {
  if (cause instanceof GenlabError) throw cause;
  const { message } = cause as Error;
  throw new GenlabError(
    `The archive ${archive} could not be read: ${message.replace(/\.$/, "")}. Pack the images anew, or give their folder.`,
    { cause },
  );
}
