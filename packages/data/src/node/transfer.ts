import { type FileHandle, open } from "node:fs/promises";
import { basename } from "node:path";
import type { DownloadFileOptions } from "./download-options.js";
import { MirrorFailure, reasonOf } from "./mirror-failure.js";
import { discardPartial, findPartial, noteOrigin, type PartialFile, partOf } from "./partial-file.js";
import { storing } from "./storing.js";

/** What became of one request: undefined when the part is whole, else why it is not. */
type Interruption = string | undefined;

/** Fetches `url` into the part of `path`, going on from what is there if the server agrees. */
export async function transfer(url: string, options: DownloadFileOptions): Promise<Interruption> {
  const { path } = options;
  const partial = await findPartial(path);
  let resumed = partial?.url === url ? partial : undefined;
  let response = await request(url, resumed, options);
  if (response.status === 416) {
    leaveUnread(response);
    await discardPartial(path); // the part is not shorter than the file
    resumed = undefined;
    response = await request(url, undefined, options);
  }
  const offset = offsetOf(response, resumed);
  if (!response.body) throw new MirrorFailure("the answer has no content");
  const total = totalOf(response, offset);
  if (options.bytes !== undefined && total !== undefined && total !== options.bytes) {
    leaveUnread(response);
    throw new MirrorFailure(`it offers ${total} bytes, not ${options.bytes}`);
  }

  const part = partOf(path);
  const file = await storing(part, () => open(part, offset > 0 ? "a" : "w"));
  try {
    if (offset === 0) await storing(part, () => noteOrigin(path, url, validatorOf(response)));
    return await receive(response.body, file, { offset, total, options });
  } finally {
    await file.close();
  }
}

async function request(
  url: string,
  partial: PartialFile | undefined,
  { fetch = globalThis.fetch, signal, patience = PATIENCE }: DownloadFileOptions,
): Promise<Response> {
  const range = partial && { range: `bytes=${partial.size}-`, "if-range": partial.validator };
  const ending = new AbortController();
  const asked = fetch(url, {
    headers: { "accept-encoding": "identity", ...range },
    signal: signal ? AbortSignal.any([signal, ending.signal]) : ending.signal,
  });
  const response = await within(patience, asked).catch((error: unknown) => {
    throw new MirrorFailure(reasonOf(error));
  });
  if (response !== SILENCE) return response;
  ending.abort();
  asked.catch(() => {}); // which says that it was ended
  throw new MirrorFailure(`no answer came within ${patience} s`);
}

const PATIENCE = 60;

const SILENCE = Symbol("silence");

/** What comes in time, or that nothing did. */
async function within<T>(seconds: number, work: Promise<T>): Promise<T | typeof SILENCE> {
  let timer: NodeJS.Timeout | undefined;
  const silence = new Promise<typeof SILENCE>((resolve) => {
    timer = setTimeout(resolve, 1000 * seconds, SILENCE);
  });
  try {
    return await Promise.race([work, silence]);
  } finally {
    clearTimeout(timer);
  }
}

/** Where the answer's first byte belongs: 200 is the whole file, 206 the rest of a part. */
function offsetOf(response: Response, partial: PartialFile | undefined): number {
  if (response.status === 200) return 0;
  const contentRange = response.headers.get("content-range") ?? "";
  if (response.status === 206 && partial && contentRange.startsWith(`bytes ${partial.size}-`)) return partial.size;
  leaveUnread(response);
  throw new MirrorFailure(`HTTP ${response.status} ${response.statusText} ${contentRange}`.trimEnd());
}

/** Frees the connection, which an unread body would hold. */
function leaveUnread(response: Response): void {
  response.body?.cancel().catch(() => {});
}

/** A weak ETag stands for equal meaning, not equal bytes, and cannot be used to go on. */
function validatorOf({ headers }: Response): string | undefined {
  if (headers.get("content-encoding")) return undefined;
  const etag = headers.get("etag");
  return (etag?.startsWith("W/") ? undefined : etag) ?? headers.get("last-modified") ?? undefined;
}

function totalOf({ headers }: Response, offset: number): number | undefined {
  const length = headers.get("content-length");
  // `fetch` unpacks an encoded body, so its length is not the header's
  return length === null || headers.get("content-encoding") ? undefined : offset + Number(length);
}

interface Reception {
  readonly offset: number;
  readonly total: number | undefined;
  readonly options: DownloadFileOptions;
}

async function receive(
  body: ReadableStream<Uint8Array>,
  file: FileHandle,
  { offset, total, options: { path, bytes, onProgress, patience = PATIENCE } }: Reception,
): Promise<Interruption> {
  const reader = body.getReader();
  let received = offset;
  try {
    for (;;) {
      const chunk = await within(patience, reader.read().catch(reasonOf));
      if (chunk === SILENCE) return `the connection was silent for ${patience} s after ${received} bytes`;
      if (typeof chunk === "string") return `the connection broke after ${received} bytes (${chunk})`;
      if (chunk.done) break;
      if (bytes !== undefined && received + chunk.value.length > bytes) {
        await discardPartial(path);
        throw new MirrorFailure(`more came than the ${bytes} bytes of the file`);
      }
      await storing(partOf(path), () => file.writeFile(chunk.value));
      received += chunk.value.length;
      onProgress?.({ file: basename(path), received, ...(total !== undefined && { total }) });
    }
  } finally {
    await reader.cancel().catch(() => {}); // a broken stream says again that it is broken
  }
  if (total !== undefined && received !== total) return `the connection ended after ${received} of ${total} bytes`;
  await storing(partOf(path), () => file.sync());
  return undefined;
}
