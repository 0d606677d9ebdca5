import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { downloadPublished } from "../../src/node/download-dataset.js";
import { downloadDataset, publishedDatasets } from "../../src/node.js";
import { content, fetched } from "./fetched.js";
import { emptyFolder } from "./folder.js";
import { dropAfter, serve, tellServers, whole } from "./serve.js";

const packed = gzipSync(content);
const fileSha256 = createHash("sha256").update(packed).digest("hex");
const file = { name: "a.tar.gz", fileSha256, bytes: packed.length };

/** What became of one file that these mirrors offer. */
async function downloaded(mirrors: readonly string[], more = {}) {
  const cacheFolder = emptyFolder();
  const published = { mirrors: [], files: [{ ...file, ...more }] };
  const outcome = await downloadPublished("some", published, { cacheFolder, mirrors, onProgress: tellServers }).catch(
    (error: unknown) =>
      String(error)
        .replaceAll(cacheFolder, "FOLDER")
        .replaceAll(/[0-9a-f]{64}/g, "HASH") // zlib's versions pack differently
        .replaceAll(/127\.0\.0\.1:\d+/g, "HOST")
        .replaceAll(/\(terminated: .*?\)/g, "(terminated: WHY)"),
  );
  return { outcome, folder: join(cacheFolder, "some"), names: readdirSync(join(cacheFolder, "some")).sort() };
}

describe("downloadDataset", () => {
  it("takes a file whose own checksum is published, and keeps it as it is", async () => {
    const server = await serve(whole(packed));
    const { outcome, folder, names } = await downloaded([server.url]);
    expect([outcome, names]).toEqual([folder, ["a.tar.gz"]]);
    expect(readFileSync(join(folder, "a.tar.gz")).equals(packed)).toBe(true);
    expect(server.requests).toEqual(["/a.tar.gz"]);
  });

  it("tells what is wrong with a mirror that lies about its length, gives more, less, or something else", async () => {
    const page = await serve((_, response) => response.end("<html>Not here</html>"));
    const repacked = gzipSync(content, { level: 1 });
    const other = await serve(whole(repacked));
    const endless = await serve((_, response) => {
      response.writeHead(200);
      const more = () => void response.write(packed, (error) => error ?? more());
      more();
    });
    const breaking = await serve(dropAfter(packed, 100));
    const flipped = await serve(whole(packed.map((byte, place) => (place === 50 ? byte ^ 1 : byte))));
    const bad = [page.url, other.url, endless.url, breaking.url, flipped.url];
    const { outcome, names } = await downloaded(bad);
    expect(
      outcome.replaceAll(`${packed.length}`, "SIZE").replaceAll(`${repacked.length}`, "OTHER"),
    ).toMatchInlineSnapshot(`
      "GenlabError: Could not download a.tar.gz:
        http://HOST/a.tar.gz: it offers 21 bytes, not SIZE
        http://HOST/a.tar.gz: what came has the SHA-256 HASH, not HASH
        http://HOST/a.tar.gz: more came than the SIZE bytes of the file
        http://HOST/a.tar.gz: the connection broke after 100 bytes (terminated: WHY), at try 3
        http://HOST/a.tar.gz: what came has the SHA-256 HASH, not HASH
      Check the network and try again, name other mirrors, or put the file at "FOLDER/some/a.tar.gz" yourself."
    `);
    expect(names).toEqual([]);
    const good = await serve(whole(packed));
    expect((await downloaded([...bad, good.url])).names).toEqual(["a.tar.gz"]);
  });

  it("ends a connection that is silent, before the answer or in it, and goes on with the next mirror", async () => {
    const silent = await serve(() => {});
    const stalling = await serve((_, response) => {
      response.writeHead(200, { "content-length": content.length });
      response.write(content.subarray(0, 1000));
    });
    // no server that has to be in time: the last answer is in memory
    const answer = async (url: unknown, init?: RequestInit) =>
      `${url}` === "memory:" ? new Response(content) : fetch(url as string, init);
    const { error, names } = await fetched([silent.url, stalling.url, "memory:"], { fetch: answer, patience: 0.05 });
    expect([error, names]).toEqual([undefined, ["file.bin"]]);
    const { error: reasons } = await fetched([silent.url, stalling.url], { patience: 0.05 });
    expect(reasons).toContain("http://HOST/: no answer came within 0.05 s");
    expect(reasons).toMatch(/http:\/\/HOST\/: (the connection was silent for 0\.05 s|no answer came)/);
  });

  it("asks the public mirrors, and takes nothing but what was published", async () => {
    for (const [name, { mirrors, files }] of Object.entries(publishedDatasets)) {
      const asked: string[] = [];
      const fetch = async (address: unknown) => {
        asked.push(String(address));
        return new Response("no data");
      };
      const options = { cacheFolder: emptyFolder(), fetch };
      await expect(downloadDataset(name as "mnist", options)).rejects.toThrow(/SHA-256|bytes/);
      expect(asked).toEqual(mirrors.map((mirror) => `${mirror}${files[0].name}`));
    }
    await expect(downloadDataset("fashion" as never)).rejects.toThrowErrorMatchingInlineSnapshot(
      `[GenlabError: There is no dataset "fashion". Did you mean "fashion-mnist"? Known datasets: cifar-10, cifar-100, emnist, fashion-mnist, kmnist, mnist.]`,
    );
  });

  it("refuses checksums and sizes that are none", async () => {
    const sha256 = createHash("sha256").update(content).digest("hex");
    expect((await fetched(["http://127.0.0.1:1/"], { fileSha256: sha256 })).error).toMatchInlineSnapshot(
      `"GenlabError: file.bin has no checksum, or two. Give \`sha256\` of its content, or \`fileSha256\`."`,
    );
    expect((await fetched(["http://127.0.0.1:1/"], { bytes: 1.5 })).error).toMatchInlineSnapshot(
      `"GenlabError: The size of file.bin is 1.5. Give a whole number of bytes, from 1."`,
    );
    expect((await fetched(["http://127.0.0.1:1/"], { patience: 0 })).error).toContain("patience is 0");
  });
});
