import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import type { RequestListener } from "node:http";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { type DownloadFileOptions, type DownloadProgress, downloadFile } from "../../src/node.js";
import { emptyFolder } from "./folder.js";
import { closedAddress, dropAfter, serve, whole } from "./serve.js";

const content = Uint8Array.from({ length: 200_000 }, (_, index) => (index * index + (index >> 8)) % 251);
const sha256 = createHash("sha256").update(content).digest("hex");

/** Answers the first request with the first, and so on; the last one stays. */
function inTurn(...answers: readonly RequestListener[]): RequestListener {
  let count = 0;
  return (request, response) => answers[Math.min(count++, answers.length - 1)]!(request, response);
}

/** Downloads to `file.bin` in a new folder; gives the error's text, with the changing parts replaced. */
async function fetched(urls: readonly string[], more: Partial<DownloadFileOptions> = {}) {
  const folder = emptyFolder();
  const path = join(folder, "file.bin");
  const error = await downloadFile({ urls, path, sha256, ...more }).then(
    () => undefined,
    (reason: unknown) =>
      String(reason)
        .replaceAll(folder, "FOLDER")
        .replaceAll(/127\.0\.0\.1:\d+/g, "HOST")
        .replaceAll(/\(terminated: .*?\)/g, "(terminated: WHY)"), // Node's versions differ in the words
  );
  return { folder, path, error, names: readdirSync(folder).sort() };
}

describe("downloadFile", () => {
  it("writes the file, tells how far it is, and leaves nothing else", async () => {
    const { url } = await serve(whole(content));
    const progress: DownloadProgress[] = [];
    const { path, error, names } = await fetched([url], { onProgress: (step) => progress.push(step) });
    expect([error, names]).toEqual([undefined, ["file.bin"]]);
    expect(readFileSync(path).equals(content)).toBe(true);
    expect(progress.at(-1)).toEqual({ file: "file.bin", received: content.length, total: content.length });
    const received = progress.map((step) => step.received);
    expect(received).toEqual([...received].sort((a, b) => a - b));
  });

  it("takes a server that tells neither length nor version", async () => {
    const { url } = await serve((_, response) => response.end(content));
    const { path, error, names } = await fetched([url]);
    expect([error, names]).toEqual([undefined, ["file.bin"]]);
    expect(readFileSync(path).equals(content)).toBe(true);
  });

  it("asks nobody when the right file is there, and replaces a wrong one", async () => {
    const { url, requests } = await serve(whole(content));
    const { path } = await fetched([url]);
    await downloadFile({ urls: [url], path, sha256 });
    expect(requests).toHaveLength(1);
    writeFileSync(path, "something else");
    await downloadFile({ urls: [url], path, sha256 });
    expect(requests).toHaveLength(2);
    expect(readFileSync(path).equals(content)).toBe(true);
  });

  it("checks what is packed in gzip, and keeps it packed", async () => {
    const packed = gzipSync(content, { level: 1 });
    const { url } = await serve(whole(packed));
    const { path, error } = await fetched([url]);
    expect(error).toBeUndefined();
    expect(readFileSync(path).equals(packed)).toBe(true);
  });

  it("goes on after the connection breaks", async () => {
    const { url, requests } = await serve(inTurn(dropAfter(content, 70_000), whole(content)));
    const progress: number[] = [];
    const { path, error, names } = await fetched([url], { onProgress: ({ received }) => progress.push(received) });
    expect([error, names]).toEqual([undefined, ["file.bin"]]);
    expect(requests).toEqual(["/", '/ bytes=70000- "one"']);
    expect(readFileSync(path).equals(content)).toBe(true);
    expect(progress).toContain(70_000);
  });

  it("goes on by date when the ETag is weak", async () => {
    const date = "Wed, 01 Jan 2020 00:00:00 GMT";
    const first = dropAfter(content, 70_000, { etag: 'W/"one"', "last-modified": date });
    const { url, requests } = await serve(inTurn(first, whole(content, date)));
    expect((await fetched([url])).error).toBeUndefined();
    expect(requests[1]).toBe(`/ bytes=70000- ${date}`);
  });

  it("starts anew where the file has changed, or ranges are ignored", async () => {
    const { url, requests } = await serve(
      inTurn(
        dropAfter(
          content.map((byte) => byte ^ 1),
          70_000,
        ),
        whole(content, '"two"'),
      ),
    );
    const { path, error } = await fetched([url]);
    expect(error).toBeUndefined();
    expect(requests).toEqual(["/", '/ bytes=70000- "one"']);
    expect(readFileSync(path).equals(content)).toBe(true);
  });

  it("starts anew where a version is unknown", async () => {
    const { url, requests } = await serve(inTurn(dropAfter(content, 70_000, {}), whole(content)));
    expect((await fetched([url])).error).toBeUndefined();
    expect(requests).toEqual(["/", "/"]);
  });

  it("goes on in a later call, first with the mirror that began", async () => {
    const begun = await serve(inTurn(dropAfter(content, 70_000), whole(content)));
    const other = await serve(whole(content));
    const controller = new AbortController();
    const { folder, path, error } = await fetched([begun.url], {
      signal: controller.signal,
      onProgress: () => controller.abort(new Error("stopped by the user")),
    });
    expect(error).toBe("Error: stopped by the user");
    expect(readdirSync(folder).sort()).toEqual(["file.bin.part", "file.bin.part.json"]);
    const size = readFileSync(join(folder, "file.bin.part")).length;

    await downloadFile({ urls: [other.url, begun.url], path, sha256 });
    expect(begun.requests[1]).toBe(`/ bytes=${size}- "one"`);
    expect(other.requests).toEqual([]);
    expect(readdirSync(folder)).toEqual(["file.bin"]);
    expect(readFileSync(path).equals(content)).toBe(true);
  });

  it("starts anew when the part is not shorter than the file", async () => {
    const { url, requests } = await serve(whole(content));
    const folder = emptyFolder();
    const path = join(folder, "file.bin");
    writeFileSync(`${path}.part`, content);
    writeFileSync(`${path}.part.json`, JSON.stringify({ url, validator: '"one"' }));
    await downloadFile({ urls: [url], path, sha256 });
    expect(requests).toEqual(['/ bytes=200000- "one"', "/"]);
    expect(readFileSync(path).equals(content)).toBe(true);
  });

  it("refuses a range that was not asked for", async () => {
    const shifted: RequestListener = (_, response) =>
      response.writeHead(206, { "content-range": "bytes 10-199999/200000" }).end(content.subarray(10));
    const { url } = await serve(shifted);
    const { error } = await fetched([url]);
    expect(error).toContain("HTTP 206 Partial Content bytes 10-199999/200000");
    const resumed = await serve(inTurn(dropAfter(content, 70_000), shifted));
    expect((await fetched([resumed.url])).error).toContain("HTTP 206 Partial Content bytes 10-199999/200000");
  });

  it("tries the mirrors in order and tells why each failed", async () => {
    const missing = await serve((_, response) => response.writeHead(404).end());
    const corrupt = await serve(whole(content.map((byte) => byte ^ 255)));
    const damaged = await serve(whole(gzipSync(content).subarray(0, 500)));
    const breaking = await serve(dropAfter(content, 1000, {}));
    const good = await serve(whole(content));
    const bad = [missing.url, corrupt.url, damaged.url, breaking.url, await closedAddress()];

    const { error, names } = await fetched(bad);
    expect(names).toEqual(["file.bin.part"]);
    expect(error).toMatchInlineSnapshot(`
      "Error: Could not download file.bin:
        http://HOST/: HTTP 404 Not Found
        http://HOST/: what came has the SHA-256 3dce79e258d82bc9d509ec27dc835c57b2b111a26b968bddb2d2cddb6ee992a7, not e89209c01416c65ef9f560df434f36d91ea373305412c817eccc7ac3e5a00712
        http://HOST/: what came cannot be unpacked (unexpected end of file)
        http://HOST/: the connection broke after 1000 bytes (terminated: WHY), at try 3
        http://HOST/: fetch failed: connect ECONNREFUSED HOST
      Check the network and try again, name other mirrors, or put the file at "FOLDER/file.bin" yourself."
    `);
    expect(breaking.requests).toHaveLength(3);

    const { path } = await fetched([...bad, good.url]);
    expect(readFileSync(path).equals(content)).toBe(true);
  });

  it("deletes what has the wrong content", async () => {
    const { url } = await serve(whole(Uint8Array.of(1, 2, 3)));
    expect((await fetched([url])).names).toEqual([]);
  });

  it("stops before it begins", async () => {
    const { url, requests } = await serve(whole(content));
    const { error } = await fetched([url], { signal: AbortSignal.abort(new Error("not now")) });
    expect([error, requests]).toEqual(["Error: not now", []]);
  });

  it("uses the fetch it is given", async () => {
    const { error } = await fetched(["https://example.org/file.bin"], { fetch: async () => new Response(content) });
    expect(error).toBeUndefined();
  });

  it("says where it cannot write", async () => {
    const { url } = await serve(whole(content));
    const folder = emptyFolder();
    writeFileSync(join(folder, "file"), "");
    const error = await downloadFile({ urls: [url], path: join(folder, "file", "a.bin"), sha256 }).catch(String);
    expect(String(error).replaceAll(folder, "FOLDER")).toMatchInlineSnapshot(
      `"Error: Cannot write "FOLDER/file": EEXIST: file already exists, mkdir 'FOLDER/file'. Choose a folder that can be written."`,
    );
  });

  it.runIf(existsSync("/dev/full"))("says that the disk is full, and asks no other mirror", async () => {
    const { url, requests } = await serve(whole(content));
    const folder = emptyFolder();
    const path = join(folder, "file.bin");
    symlinkSync("/dev/full", `${path}.part`);
    const error = await downloadFile({ urls: [url, url], path, sha256 }).catch(String);
    expect(String(error).replaceAll(folder, "FOLDER")).toMatchInlineSnapshot(
      `"Error: Cannot write "FOLDER/file.bin.part": ENOSPC: no space left on device, write. Free some space there, or choose another folder."`,
    );
    expect(requests).toHaveLength(1);
    expect(existsSync(path)).toBe(false);
  });

  it("refuses a call without addresses or with a checksum of another kind", async () => {
    expect((await fetched([])).error).toMatchInlineSnapshot(
      `"RangeError: There is no address to get file.bin from. Give at least one."`,
    );
    expect((await fetched(["http://127.0.0.1:1/"], { sha256: "ABC" })).error).toMatchInlineSnapshot(
      `"RangeError: The SHA-256 of file.bin is "ABC". Give 64 hexadecimal digits in lower case."`,
    );
  });
});
