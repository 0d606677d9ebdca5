import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { fileBytes } from "../../src/node.js";
import { emptyFolder } from "./folder.js";

it("fileBytes reads a file, and refuses what is none", async () => {
  const folder = emptyFolder();
  writeFileSync(join(folder, "a"), Uint8Array.of(1, 2, 3));
  mkdirSync(join(folder, "b"));
  expect(await fileBytes(join(folder, "a"))).toEqual(Uint8Array.of(1, 2, 3));
  await expect(fileBytes(join(folder, "b"))).rejects.toThrow(`${join(folder, "b")} is no file. Give the path of one.`);
  await expect(fileBytes(join(folder, "c"))).rejects.toThrow(/^The file .*c could not be read: ENOENT/);
  await expect(fileBytes("/dev/zero")).rejects.toThrow("/dev/zero is no file.");
});
