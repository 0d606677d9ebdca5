import { existsSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { type DownloadProgress, downloadFile } from "../../src/node.js";
import { content, fetched, sha256 } from "./fetched.js";
import { emptyFolder } from "./folder.js";
import { closedAddress, dropAfter, serve, whole } from "./serve.js";

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
      "GenlabError: Could not download file.bin:
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
      `"GenlabError: Cannot write "FOLDER/file": EEXIST: file already exists, mkdir 'FOLDER/file'. Choose a folder that can be written."`,
    );
  });

  it.runIf(existsSync("/dev/full"))("says that the disk is full, and asks no other mirror", async () => {
    const { url, requests } = await serve(whole(content));
    const folder = emptyFolder();
    const path = join(folder, "file.bin");
    symlinkSync("/dev/full", `${path}.part`);
    const error = await downloadFile({ urls: [url, url], path, sha256 }).catch(String);
    expect(String(error).replaceAll(folder, "FOLDER")).toMatchInlineSnapshot(
      `"GenlabError: Cannot write "FOLDER/file.bin.part": ENOSPC: no space left on device, write. Free some space there, or choose another folder."`,
    );
    expect(requests).toHaveLength(1);
    expect(existsSync(path)).toBe(false);
  });

  it("refuses a call without addresses or with a checksum of another kind", async () => {
    expect((await fetched([])).error).toMatchInlineSnapshot(
      `"GenlabError: There is no address to get file.bin from. Give at least one."`,
    );
    expect((await fetched(["http://127.0.0.1:1/"], { sha256: "ABC" })).error).toMatchInlineSnapshot(
      `"GenlabError: The SHA-256 of file.bin is "ABC". Give 64 hexadecimal digits in lower case."`,
    );
  });
});
