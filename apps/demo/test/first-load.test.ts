import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { models } from "@genlab/zoo";
import { beforeAll, expect, test } from "vitest";
import { pageNames } from "../src/address.js";
import { buildDemo } from "./build-demo.js";

const root = fileURLToPath(new URL("..", import.meta.url));
const assets = join(root, "dist/assets");

let files: readonly string[] = [];

beforeAll(async () => {
  await buildDemo(root);
  files = await filesInUse();
}, 180_000);

/** What the page names, and what that names: a folder that was built before may hold others. */
async function filesInUse(): Promise<readonly string[]> {
  const built = new Set(await readdir(assets));
  const found = new Set<string>();
  const follow = async (path: string): Promise<void> => {
    const names = (await readFile(path, "utf8")).match(/[\w.-]+\.(?:js|css)\b/g) ?? [];
    for (const name of names) {
      if (!built.has(name) || found.has(name)) continue;
      found.add(name);
      await follow(join(assets, name));
    }
  };
  await follow(join(root, "dist/index.html"));
  return [...found];
}

/** The one file whose name begins so. */
function fileOf(prefix: string, ending: string): string {
  const [found, ...others] = files.filter((name) => name.startsWith(`${prefix}-`) && name.endsWith(ending));
  if (!found || others.length > 0) throw new Error(`There is not one file ${prefix}-*${ending} in ${assets}.`);
  return found;
}

/** Files that a script imports before it runs, and itself. */
async function closure(name: string, seen = new Set<string>()): Promise<Set<string>> {
  if (seen.has(name)) return seen;
  seen.add(name);
  const code = await readFile(join(assets, name), "utf8");
  // `import("…")` has a parenthesis: it comes later, if at all
  for (const [, imported] of code.matchAll(/(?:from|import)\s*["']\.\/([^"']+)["']/g)) await closure(imported!, seen);
  return seen;
}

async function gzipped(paths: Iterable<string>): Promise<number> {
  const sizes = await Promise.all([...paths].map(async (path) => gzipSync(await readFile(path)).length));
  return sizes.reduce((sum, size) => sum + size, 0);
}

/** All that a visit of a page loads before a worker knows its engine: the page, its styles, and the worker. */
async function loadedBy(page: string): Promise<number> {
  const html = join(root, "dist/index.html");
  const scripts = await scriptsOf(page);
  const worker = await closure(fileOf("worker", ".js"));
  const styles = files.filter((name) => name.endsWith(".css")); // those of the other pages too: it is a bound
  return gzipped([html, ...[...scripts, ...worker, ...styles].map((name) => join(assets, name))]);
}

/** The scripts that a page itself runs. */
async function scriptsOf(page: string): Promise<Set<string>> {
  const html = await readFile(join(root, "dist/index.html"), "utf8");
  const scripts = new Set<string>();
  const named = [...html.matchAll(/assets\/([^"']+\.js)/g)].map(([, name]) => name!);
  for (const name of [...named, fileOf(`page-${page}`, ".js")]) await closure(name, scripts);
  return scripts;
}

test.each(pageNames)("the first load of %s is under 300 kB, before models and engines", async (page) => {
  const size = await loadedBy(page);
  expect(size).toBeGreaterThan(80_000); // a worker alone has more: else this test looks at nothing
  expect(size).toBeLessThan(300_000);
});

test.each(pageNames)("%s leaves the models to its worker", async (page) => {
  const holdModels = async (names: Iterable<string>) => {
    const codes = await Promise.all([...names].map((name) => readFile(join(assets, name), "utf8")));
    return codes.some((code) => code.includes(models.vae.description));
  };
  expect(await holdModels(await scriptsOf(page))).toBe(false);
  expect(await holdModels(await closure(fileOf("worker", ".js")))).toBe(true);
});
