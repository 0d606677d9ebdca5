// Runs every example, and every ```js and ```ts block of a README, as a user would: each in a process of its own.
// `node scripts/run-examples.mjs [part of a name]`
import { execFile } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { promisify } from "node:util";
import { transformWithOxc } from "vite";
import { readmeBlocks } from "./readme-blocks.mjs";

const MOST_MILLISECONDS = 120_000;
const folder = ".examples"; // inside the workspace, so that packages resolve
const wanted = process.argv[2] ?? "";

mkdirSync(folder, { recursive: true });
let failed = 0;
try {
  const programs = [...examples(), ...blocks()].filter(({ name }) => name.includes(wanted));
  for (const program of programs) if (!(await run(program))) failed += 1;
  console.log(`${programs.length - failed} examples passed, ${failed} failed`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
process.exit(failed > 0 ? 1 : 0);

function examples() {
  if (!existsSync("examples")) return [];
  const files = readdirSync("examples").filter((file) => file.endsWith(".ts"));
  return files
    .sort()
    .map((file) => ({ name: `examples/${file}`, source: readFileSync(join("examples", file), "utf8") }));
}

function blocks() {
  const readmes = [
    "README.md",
    ...["packages", "apps"].flatMap((kind) => readdirSync(kind).map((name) => join(kind, name, "README.md"))),
  ];
  return readmes.filter(existsSync).flatMap((path) => {
    const blocks = readmeBlocks(path);
    return blocks.map(({ source }, i) => ({ name: `${path}${blocks.length > 1 ? ` (block ${i + 1})` : ""}`, source }));
  });
}

async function run({ name, source }) {
  const file = join(folder, `${basename(name).replace(/\W+/g, "-")}-${Math.random().toString(36).slice(2)}.mjs`);
  const { code } = await transformWithOxc(source, `${file}.ts`);
  writeFileSync(file, code);
  const start = performance.now();
  try {
    const cwd = name.startsWith("examples/") ? "." : folder; // what a README's block writes goes with the folder
    await promisify(execFile)(process.execPath, [resolve(file)], { cwd, timeout: MOST_MILLISECONDS });
    console.log(`ok    ${name} (${((performance.now() - start) / 1000).toFixed(1)} s)`);
    return true;
  } catch (error) {
    console.error(`FAIL  ${name}\n${error.stdout ?? ""}${error.stderr ?? error.message}`);
    return false;
  }
}
