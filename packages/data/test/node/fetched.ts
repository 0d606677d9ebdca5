import { createHash } from "node:crypto";
import { readdirSync } from "node:fs";
import type { RequestListener } from "node:http";
import { join } from "node:path";
import { type DownloadFileOptions, type DownloadProgress, downloadFile } from "../../src/node.js";
import { emptyFolder } from "./folder.js";
import { tellServers } from "./serve.js";

export const content = Uint8Array.from({ length: 200_000 }, (_, index) => (index * index + (index >> 8)) % 251);
export const sha256 = createHash("sha256").update(content).digest("hex");

/** Answers the first request with the first, and so on; the last one stays. */
export function inTurn(...answers: readonly RequestListener[]): RequestListener {
  let count = 0;
  return (request, response) => answers[Math.min(count++, answers.length - 1)]!(request, response);
}

/** Downloads to `file.bin` in a new folder; gives the error's text, with the changing parts replaced. */
export async function fetched(urls: readonly string[], more: Partial<DownloadFileOptions> = {}) {
  const folder = emptyFolder();
  const path = join(folder, "file.bin");
  const onProgress = (progress: DownloadProgress) => {
    more.onProgress?.(progress);
    tellServers(progress);
  };
  const error = await downloadFile({ urls, path, sha256, ...more, onProgress }).then(
    () => undefined,
    (reason: unknown) =>
      String(reason)
        .replaceAll(folder, "FOLDER")
        .replaceAll(/127\.0\.0\.1:\d+/g, "HOST")
        .replaceAll(/\(terminated: .*?\)/g, "(terminated: WHY)"), // Node's versions differ in the words
  );
  return { folder, path, error, names: readdirSync(folder).sort() };
}
