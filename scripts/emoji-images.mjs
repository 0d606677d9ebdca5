#!/usr/bin/env node
// Gets 3786 colour pictures of 64×64, Twitter's emoji (CC-BY 4.0, https://github.com/twitter/twemoji), from the registry of npm, 62 MB, and puts
// them into a folder, each into the subfolder of its class, as `genlab train --data FOLDER` takes them. npm checks what comes by its hash.
//
//   node scripts/emoji-images.mjs emoji
import { execFileSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const PACKAGE = "emoji-datasource-twitter@16.0.0";

const [folder, ...others] = process.argv.slice(2);
if (folder === undefined || others.length > 0) fail("Usage: node scripts/emoji-images.mjs FOLDER");
if (existsSync(folder) && readdirSync(folder).length > 0) fail(`${folder} is not empty. Name another folder.`);

const temporary = mkdtempSync(join(tmpdir(), "emoji-"));
try {
  const run = (command, ...words) =>
    execFileSync(command, words, { cwd: temporary, encoding: "utf8", shell: process.platform === "win32" });
  const [{ filename }] = JSON.parse(run("npm", "pack", "--json", "--silent", PACKAGE));
  run("tar", "-xzf", filename, "package/emoji.json", "package/img/twitter/64");
  const all = JSON.parse(readFileSync(join(temporary, "package", "emoji.json"), "utf8"));
  let count = 0;
  for (const { category, skin_variations = {}, ...one } of all) {
    for (const { image, has_img_twitter } of [one, ...Object.values(skin_variations)]) {
      if (!has_img_twitter) continue;
      mkdirSync(join(folder, category), { recursive: true });
      copyFileSync(join(temporary, "package", "img", "twitter", "64", image), join(folder, category, image));
      count++;
    }
  }
  process.stdout.write(`${count} pictures in ${folder}\n`);
} finally {
  rmSync(temporary, { recursive: true, force: true });
}

function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}
