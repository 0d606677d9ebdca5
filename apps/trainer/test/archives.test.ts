import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { composeConfig } from "../src/config/compose-config.js";
import { dataOption } from "../src/config/options.js";
import { refuseBomb } from "../src/images/archive-faults.js";
import { findImages } from "../src/images/find-images.js";
import type { ImagesConfig } from "../src/images/held-out.js";
import { prepareImages } from "../src/images/prepare-images.js";
import { withChecksums } from "./fuzz/damage-tar.js";
import { workFolder } from "./genlab.js";
import { pythonArchives } from "./python-archives.js";

const folder = workFolder();

const zip = Buffer.from(pythonArchives.zip, "base64");
const tgz = Buffer.from(pythonArchives.tgz, "base64");

async function file(name: string, content: Uint8Array): Promise<string> {
  const path = join(folder.path, name);
  await writeFile(path, content);
  return path;
}

const prepared = (place: string, more: object = {}) => {
  const data = { type: "images", folder: place, size: 2, channels: 1, ...more } as ImagesConfig;
  return prepareImages(composeConfig({ model: "vae", options: { data } }).config, data);
};

/** The levels of images by their names. */
async function levels(place: string) {
  const { record, data } = await prepared(place);
  const part = (which: "train" | "test") =>
    record[which].map(([name], i) => [name, Math.round(data[which].batch([i]).x!.data[0]! * 255)]);
  return Object.fromEntries([...part("train"), ...part("test")]);
}

const LEVELS = {
  "set/cat/1.png": 10,
  "set/cat/2.png": 30,
  "set/cat/10.png": 20,
  "set/dog/1.png": 40,
  "set/dog/größe.png": 50,
};
const COMMON =
  "passed over: 1 .heic (save them as JPEG: `heif-convert`, or `sips -s format jpeg` on a Mac), 1 .txt, 1 empty";

describe("an archive of images is read in place:", () => {
  it("zip", async () => {
    const place = await file("photos.zip", zip);
    expect(await levels(place)).toEqual(LEVELS);
    const { classes, remarks } = await findImages(place);
    expect(classes).toEqual(["cat", "dog"]);
    expect(remarks).toEqual([
      `${COMMON}, 1 hidden file or folder, 1 link in the archive, 2 paths that lead out of the archive, 1 folder without images (set/bird)`,
    ]);
  });

  it.each([
    ["tgz", tgz],
    ["tar.gz", tgz],
    ["TAR", gunzipSync(tgz)],
  ])("%s", async (ending, content) => {
    const place = await file(`photos.${ending}`, content);
    expect(await levels(place)).toEqual({ ...LEVELS, "set/cat/1.png": 11 }); // the later of two
    const { classes, remarks } = await findImages(place);
    expect(classes).toEqual(["cat", "dog"]);
    expect(remarks).toEqual([
      `${COMMON}, 1 that is neither a file nor a folder, 1 hidden file or folder, 2 links in the archive, ` +
        "2 paths that lead out of the archive, 1 that a later one of the same path replaces, 1 folder without images (set/bird)",
    ]);
  });

  it("an option takes it, and no file of another kind", async () => {
    const place = await file("few.zip", zip);
    expect(dataOption().parseArg!(place, undefined)).toBe(place);
    const other = await file("few.rar", zip);
    expect(() => dataOption().parseArg!(other, undefined)).toThrow("pack its images as .zip");
    await expect(findImages(other)).rejects.toThrow(
      /few\.rar is no folder, and no archive .* Unpack it, and give the folder\.$/,
    );
  });
});

describe("an archive that is no good is refused:", () => {
  it.each([
    [
      "no archive",
      "text.zip",
      Buffer.from("no archive of any kind, and long enough to hold a footer"),
      "not a zip file",
    ],
    ["zip that is cut short", "short.zip", zip.subarray(0, -100), "could not be read"],
    ["tar that is cut short", "short.tar", gunzipSync(tgz).subarray(0, 3000), "Unexpected end of data"],
    ["tar with a size that is no number", "sizeless.tar", withoutSize(gunzipSync(tgz)), "the size of .* is damaged"],
    ["gzip that is cut short", "short.tgz", tgz.subarray(0, -300), "unexpected end of file"],
    ["another kind of file", "text.tar", Buffer.alloc(2048, "text "), "Invalid tar header"],
    ["damaged gzip", "damaged.tgz", damaged(tgz), "could not be read"],
  ])("%s", async (_, name, content, message) => {
    const place = await file(name, content);
    const refused = prepared(place);
    await expect(refused).rejects.toThrow(new RegExp(message));
    await expect(refused).rejects.toThrow(
      /^The archive \S* could not be read: .*\. Pack the images anew, or give their folder\.$/,
    );
  });

  it("a member that is damaged is named", async () => {
    const at = zip.indexOf("set/cat/2.png") + "set/cat/2.png".length + 40;
    const broken = Buffer.from(zip);
    broken[at] = broken[at]! ^ 0xff;
    const refused = prepared(await file("broken.zip", broken));
    await expect(refused).rejects.toThrow(/^1 of 5 images cannot be read\..*\n {2}\S*broken\.zip\/set\/cat\/2\.png: /);
  });

  it("members under a password are passed over", async () => {
    const locked = Buffer.from(zip);
    for (const [signature, flags] of [
      ["PK\x03\x04", 6],
      ["PK\x01\x02", 8],
    ] as const) {
      for (let at = locked.indexOf(signature); at >= 0; at = locked.indexOf(signature, at + 4)) {
        if (locked[at + flags + 2] === 8) locked[at + flags] = locked[at + flags]! | 1; // packed, not as it is
      }
    }
    await expect(findImages(await file("locked.zip", locked))).rejects.toThrow(
      /^There is no image in .* Passed over: .*6 under a password \(pack them without one\)/,
    );
  });

  it("what is far larger unpacked, before it is unpacked", async () => {
    const lying = Buffer.from(zip); // the central directory says 4 GB of an image
    const at = lying.indexOf("set/cat/1.png", lying.indexOf("PK\x01\x02")) - 46;
    lying.writeUInt32LE(0xfffffff0, at + 24);
    lying.writeUInt32LE(0xfffffff0, lying.indexOf("set/dog/1.png", lying.indexOf("PK\x01\x02")) - 46 + 24);
    await expect(findImages(await file("bomb.zip", lying))).rejects.toThrow("is more than 200 times as large unpacked");
    expect(() => refuseBomb("photos.tgz", 2 ** 33, 2 ** 20)).toThrow(/^photos\.tgz is more than 200 times/);
    expect(() => refuseBomb("photos.tgz", 2 ** 33, 2 ** 32)).not.toThrow();
    const packed = gzipSync(Buffer.alloc(1024)); // an empty tar
    await expect(findImages(await file("empty.tgz", packed))).rejects.toThrow("There is no image in");
  });
});

function damaged(bytes: Uint8Array): Uint8Array {
  const copy = Uint8Array.from(bytes);
  copy.fill(0x55, 200, 260);
  return copy;
}

/** With an 8 among the octal digits of an image's size. */
function withoutSize(tar: Uint8Array): Uint8Array {
  const bytes = Buffer.from(tar);
  bytes.write("8", bytes.indexOf("./set/cat/2.png") + 124);
  return withChecksums(bytes);
}
