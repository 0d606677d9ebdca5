import { mkdir, rename } from "node:fs/promises";
import { basename, dirname } from "node:path";
import { describe, GenlabError, refuseUnknown } from "@genlab/base";
import { contentHash } from "./content-hash.js";
import type { DownloadFileOptions } from "./download-options.js";
import { MirrorFailure, reasonOf } from "./mirror-failure.js";
import { discardPartial, findPartial, partOf } from "./partial-file.js";
import { storing } from "./storing.js";
import { transfer } from "./transfer.js";

const triesPerMirror = 3;

/**
 * Downloads a file, unless it is there already with the right content.
 * It is written as NAME.part, continued after a break, checked, and only then given its name.
 * Two processes that download the same file at the same time disturb each other.
 *
 * @throws GenlabError for options that cannot be, when no mirror has the file, and when the disk refuses.
 */
export async function downloadFile(options: DownloadFileOptions): Promise<void> {
  const { urls, path, sha256, fileSha256, bytes, signal, onProgress, fetch, patience = 60, ...others } = options;
  const known = { urls, path, sha256, fileSha256, bytes, signal, onProgress, fetch, patience };
  refuseUnknown("downloadFile", others, known);
  if (typeof path !== "string") throw new GenlabError(`path is ${describe(path)}. Give the file to write, a string.`);
  if (!Array.isArray(urls)) throw new GenlabError(`urls is ${describe(urls)}. Give a list of addresses.`);
  if (urls.length === 0) throw new GenlabError(`There is no address to get ${basename(path)} from. Give at least one.`);
  if ((sha256 === undefined) === (fileSha256 === undefined)) {
    throw new GenlabError(
      `${basename(path)} has no checksum, or two. Give \`sha256\` of its content, or \`fileSha256\`.`,
    );
  }
  const expected: Checksum = { of: sha256 === undefined ? "as-it-is" : "content", sha256: (sha256 ?? fileSha256)! };
  if (!/^[0-9a-f]{64}$/.test(expected.sha256)) {
    throw new GenlabError(
      `The SHA-256 of ${basename(path)} is ${describe(expected.sha256)}. Give 64 hexadecimal digits in lower case.`,
    );
  }
  if (!(patience > 0)) throw new GenlabError(`patience is ${describe(patience)}. Give seconds, more than 0.`);
  if (bytes !== undefined && !(Number.isSafeInteger(bytes) && bytes > 0)) {
    throw new GenlabError(`The size of ${basename(path)} is ${describe(bytes)}. Give a whole number of bytes, from 1.`);
  }
  if (await isThere(path, expected)) return;
  await storing(dirname(path), () => mkdir(dirname(path), { recursive: true }));

  const reasons: string[] = [];
  for (const url of await begunFirst(urls, path)) {
    try {
      await fetchWhole(url, options);
      await checkContent(path, expected);
      await storing(path, () => rename(partOf(path), path));
      await discardPartial(path);
      return;
    } catch (error) {
      signal?.throwIfAborted();
      if (!(error instanceof MirrorFailure)) throw error;
      reasons.push(`  ${url}: ${error.message}`);
    }
  }
  throw new GenlabError(
    `Could not download ${basename(path)}:\n${reasons.join("\n")}\n` +
      `Check the network and try again, name other mirrors, or put the file at "${path}" yourself.`,
  );
}

interface Checksum {
  readonly sha256: string;
  readonly of: "content" | "as-it-is";
}

async function isThere(path: string, { sha256, of }: Checksum): Promise<boolean> {
  return (await contentHash(path, of).catch(() => undefined)) === sha256;
}

/** A part can only be continued from where it was begun. */
async function begunFirst(urls: readonly string[], path: string): Promise<readonly string[]> {
  const begun = (await findPartial(path))?.url;
  return [...urls.filter((url) => url === begun), ...urls.filter((url) => url !== begun)];
}

async function fetchWhole(url: string, options: DownloadFileOptions): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    const interruption = await transfer(url, options);
    if (interruption === undefined) return;
    options.signal?.throwIfAborted();
    if (attempt === triesPerMirror) throw new MirrorFailure(`${interruption}, at try ${attempt}`);
  }
}

async function checkContent(path: string, { sha256, of }: Checksum): Promise<void> {
  let found: string;
  try {
    found = await contentHash(partOf(path), of);
  } catch (error) {
    await discardPartial(path);
    throw new MirrorFailure(`what came cannot be unpacked (${reasonOf(error)})`);
  }
  if (found === sha256) return;
  await discardPartial(path);
  throw new MirrorFailure(`what came has the SHA-256 ${found}, not ${sha256}`);
}
