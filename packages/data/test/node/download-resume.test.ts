import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import type { RequestListener } from "node:http";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { downloadFile } from "../../src/node.js";
import { content, fetched, inTurn, sha256 } from "./fetched.js";
import { emptyFolder } from "./folder.js";
import { dropAfter, serve, whole } from "./serve.js";

describe("downloadFile, interrupted,", () => {
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
});
