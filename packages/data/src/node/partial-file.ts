import { readFile, rm, stat, writeFile } from "node:fs/promises";

/** Where an unfinished download of `path` lies. */
export const partOf = (path: string): string => `${path}.part`;

/** Which version of which address a part was begun from. */
interface Origin {
  readonly url: string;
  /** An `If-Range` validator (RFC 9110, 13.1.5): an ETag or a date. */
  readonly validator: string;
}

/** A part that a server may continue. */
export interface PartialFile extends Origin {
  readonly size: number;
}

const originOf = (path: string): string => `${partOf(path)}.json`;

/** The part of an earlier download, if its origin is known. */
export async function findPartial(path: string): Promise<PartialFile | undefined> {
  try {
    const { size } = await stat(partOf(path));
    const origin: unknown = JSON.parse(await readFile(originOf(path), "utf8"));
    return size > 0 && isOrigin(origin) ? { ...origin, size } : undefined;
  } catch {
    return undefined; // no part, or one that nothing is known of: the download starts anew
  }
}

/** Notes where the bytes of the part come from; without a validator it cannot be continued later. */
export async function noteOrigin(path: string, url: string, validator: string | undefined): Promise<void> {
  if (validator === undefined) await rm(originOf(path), { force: true });
  else await writeFile(originOf(path), JSON.stringify({ url, validator }));
}

/** Removes the part and its note. */
export async function discardPartial(path: string): Promise<void> {
  await rm(partOf(path), { force: true });
  await rm(originOf(path), { force: true });
}

function isOrigin(value: unknown): value is Origin {
  if (typeof value !== "object" || value === null || !("url" in value) || !("validator" in value)) return false;
  return typeof value.url === "string" && typeof value.validator === "string";
}
