import { randomBytes } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { pack } from "tar-stream";
import { describe, expect, it } from "vitest";
import { tarSource } from "../../src/node/images/tar-source.js";
import { emptyFolder } from "./folder.js";

async function archive(members: Readonly<Record<string, Uint8Array>>): Promise<string> {
  const packed = pack();
  for (const [name, content] of Object.entries(members)) packed.entry({ name }, Buffer.from(content));
  packed.finalize();
  const path = join(emptyFolder(), "set.tar");
  await writeFile(path, await buffer(packed));
  return path;
}

const open = (place: string) => tarSource({ place, name: place, kinds: [".png"] });

/** The first 512 bytes of a member. */
async function header(name: string, size: number): Promise<Uint8Array> {
  const packed = pack();
  packed.entry({ name, size });
  for await (const chunk of packed) return chunk as Uint8Array;
  throw new Error("no header");
}

describe("a TAR archive", () => {
  it("gives a member that is too large to be read, without its bytes", async () => {
    const place = await archive({ "1.png": Uint8Array.of(1) });
    const { entries, open: opened } = await open(place);
    await writeFile(place, await header("1.png", 2 ** 30 + 1)); // which would be waited for
    for await (const { index, read } of opened(entries))
      return expect([index, await read()]).toEqual([0, new Uint8Array()]);
    throw new Error("nothing was given");
  });

  it("of many pieces is waited for without listeners that stay", async () => {
    const place = await archive({ "1.png": randomBytes(2 ** 21) });
    const warnings: string[] = [];
    const note = ({ message }: Error) => void warnings.push(message);
    process.on("warning", note);
    const { entries } = await open(place);
    await new Promise(setImmediate);
    process.off("warning", note);
    expect([entries.length, warnings]).toEqual([1, []]);
  });
});
