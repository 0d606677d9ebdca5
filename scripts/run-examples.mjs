// Runs every example, every ```js and ```ts block of a README and of the docs, and every `@example` of a docstring, as a user would. An example and a
// README's block have a process of their own; the blocks of a page run in one, and so do all docstrings. Types of blocks of the docs and of
// docstrings are checked; fragments are parsed. `node scripts/run-examples.mjs [part of a name]`
import { execFile } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { transformWithOxc } from "vite";
import { faultsOfApp } from "./faults-of-app.mjs";
import { docstringBlocks, readmeBlocks } from "./readme-blocks.mjs";

const MOST_MILLISECONDS = 120_000;
const APP = "examples/14-page-and-worker";
const folder = ".examples"; // inside the workspace, so that packages resolve
const wanted = process.argv[2] ?? "";
const execute = promisify(execFile);

mkdirSync(folder, { recursive: true });
let failed = 0;
try {
  const programs = [...examples(), ...readmes(), ...pages(), ...docstrings()].filter(({ name }) =>
    name.includes(wanted),
  );
  const tasks = [
    ...(APP.includes(wanted) ? [{ name: APP, run: () => faultsOfApp(APP) }] : []),
    ...("fragments".includes(wanted) ? [{ name: "fragments", run: faultsOfFragments }] : []),
    { name: "types", run: () => faultsOfTypes(programs.filter(({ isTyped }) => isTyped)) },
    ...programs.map((program) => ({ name: program.name, run: () => faultsOf(program) })),
  ];
  const waiting = [...tasks];
  const worker = async () => {
    for (let task = waiting.shift(); task; task = waiting.shift()) if (!(await passes(task))) failed += 1;
  };
  await Promise.all(Array.from({ length: Math.min(2, availableParallelism()) }, worker));
  console.log(`${tasks.length - failed} examples passed, ${failed} failed`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
process.exit(failed > 0 ? 1 : 0);

function examples() {
  const files = readdirSync("examples").filter((file) => file.endsWith(".ts"));
  return files.sort().map((file) => ({
    name: `examples/${file}`,
    cwd: ".",
    blocks: [{ language: "ts", source: readFileSync(join("examples", file), "utf8") }],
  }));
}

function readmeFiles() {
  const folders = ["packages", "apps"].flatMap((kind) => readdirSync(kind).map((name) => join(kind, name)));
  return [".", ...folders].map((folder) => join(folder, "README.md")).filter(existsSync);
}

function docs() {
  const files = readdirSync("docs", { recursive: true }).filter((file) => file.endsWith(".md"));
  return files.sort().map((file) => join("docs", file));
}

function readmes() {
  return readmeFiles().flatMap((path) => {
    const blocks = readmeBlocks(path);
    return blocks.map((block, i) => ({
      name: `${path}${blocks.length > 1 ? ` (block ${i + 1})` : ""}`,
      cwd: join(folder, fileName(path)),
      blocks: [block],
    }));
  });
}

/** Blocks of the docs, but for those that quote an example. */
function pages() {
  return docs().flatMap((path) => {
    const blocks = readmeBlocks(path, "js|ts|html").filter(
      (block) => !isQuoted(block, path) && block.language !== "html",
    );
    return blocks.length > 0 ? [{ name: path, isTyped: true, blocks }] : [];
  });
}

/** Whether the first line of a block names a file of the examples, which all the rest is to be. */
function isQuoted({ source }, path) {
  const [line, ...rest] = source.split("\n");
  const file = line.match(/^(?:\/\/|<!--) (examples\/\S+)(?: -->)?$/)?.[1];
  if (file && readFileSync(file, "utf8").trim() !== rest.join("\n").trim()) {
    throw new Error(`${path} quotes ${file} as it is not.`);
  }
  return file !== undefined;
}

function docstrings() {
  const blocks = readdirSync("packages").flatMap((name) => {
    const source = join("packages", name, "src");
    const files = readdirSync(source, { recursive: true }).filter((file) => file.endsWith(".ts"));
    return files.sort().flatMap((file) => {
      const path = join(source, file);
      return docstringBlocks(path).map((block) => ({ ...block, path }));
    });
  });
  return [{ name: "docstrings", isTyped: true, blocks }];
}

async function passes({ name, run }) {
  const start = performance.now();
  const fault = await run().catch((error) => error.stack);
  if (fault) console.error(`FAIL  ${name}\n${fault}`);
  else console.log(`ok    ${name} (${((performance.now() - start) / 1000).toFixed(1)} s)`);
  return !fault;
}

/** What a process says that runs the blocks one after another, if one fails. */
async function faultsOf({ name, blocks, cwd = join(folder, fileName(name)) }) {
  mkdirSync(cwd, { recursive: true }); // what a block writes goes with the folder, and is no other page's
  const files = await Promise.all(
    blocks.map(async ({ source, path = name }, i) => {
      const file = join(folder, `${fileName(path)}-${i + 1}.mjs`);
      const { code } = await transformWithOxc(source, `${file}.ts`);
      writeFileSync(file, code);
      return file;
    }),
  );
  const [first] = files;
  const all = join(folder, `${fileName(name)}.mjs`);
  if (files.length > 1)
    writeFileSync(all, files.map((file) => `await import(${JSON.stringify(resolve(file))});`).join("\n"));
  const options = { cwd, timeout: MOST_MILLISECONDS };
  return execute(process.execPath, [resolve(files.length > 1 ? all : first)], options).then(
    () => undefined,
    (error) => `${error.stdout ?? ""}${error.stderr || error.message}`,
  );
}

/** What the compiler has against blocks in TypeScript. */
async function faultsOfTypes(programs) {
  for (const { name, blocks } of programs) {
    for (const [i, { language, source, path = name }] of blocks.entries()) {
      if (language === "ts") writeFileSync(join(folder, `${fileName(path)}-${i + 1}.ts`), `${source}\nexport {};\n`);
    }
  }
  const configuration = { extends: "../tsconfig.json", include: ["*.ts"] };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(configuration));
  writeFileSync(join(folder, "none.ts"), "export {};\n"); // so that there is something to check
  const tsc = "node_modules/typescript/bin/tsc";
  return execute(process.execPath, [tsc, "-p", folder]).then(
    () => undefined,
    ({ stdout }) => stdout,
  );
}

/** What no parser takes of the docs' blocks that are no whole programs, and of Python, where there is one. */
async function faultsOfFragments() {
  const files = docs();
  for (const path of files) {
    for (const { source } of readmeBlocks(path, "javascript|tsx")) await transformWithOxc(source, `${path}.ts`);
  }
  const python = files.flatMap((path) => readmeBlocks(path, "python").map(({ source }) => source));
  const parse = "import ast, json, sys; [ast.parse(block) for block in json.loads(sys.argv[1])]";
  return execute("python3", ["-c", parse, JSON.stringify(python)]).then(
    () => undefined,
    (error) => (error.code === "ENOENT" ? undefined : error.stderr),
  );
}

function fileName(name) {
  return name.replace(/\W+/g, "-");
}
